package io.poshub.engine.lane;

import java.util.concurrent.CompletableFuture;

/** A command in a lane's queue, and the caller's future. */
final class Pending<R> {
  private final Command<R> command;
  private final CompletableFuture<R> answer = new CompletableFuture<>();
  private final long queuedNanos;

  Pending(Command<R> command, long queuedNanos) {
    this.command = command;
    this.queuedNanos = queuedNanos;
  }

  CompletableFuture<R> answer() {
    return answer;
  }

  long queuedNanos() {
    return queuedNanos;
  }

  void claim(Batch batch) {
    command.claim(batch);
  }

  /**
   * Decides now; the caller hears of it only through {@link Decided#complete()}, after the commit.
   */
  Decided decide(Batch batch) {
    R result = command.decide(batch);
    return () -> answer.complete(result);
  }

  void fail(LaneException failure) {
    answer.completeExceptionally(failure);
  }

  /** A decision that waits for its commit. */
  @FunctionalInterface
  interface Decided {
    boolean complete();
  }
}
