package io.poshub.engine.sql;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A question that somebody waits with, and what comes of it. Told by one thread, read by the one
 * that asked; {@code turn} makes what was told visible to it.
 */
final class Asked<Q, A> {
  private final Q question;

  /** Ends the wait: true if the next query is this one's to run, false if it was asked. */
  private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

  private @Nullable A answer;
  private @Nullable RuntimeException failure;

  Asked(Q question) {
    this.question = question;
  }

  Q question() {
    return question;
  }

  /** Waits; whether the next query is to be run by whoever asked this. */
  boolean awaitsItsTurn() {
    return turn.join();
  }

  void leads() {
    turn.complete(true);
  }

  void found(@Nullable A what) {
    answer = what;
    turn.complete(false);
  }

  void failed(RuntimeException why) {
    failure = why;
    turn.complete(false);
  }

  Optional<A> answer() {
    if (failure != null) {
      throw failure;
    }
    return Optional.ofNullable(answer);
  }
}
