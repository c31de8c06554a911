package io.poshub.client.terminal;

import io.poshub.client.fakehub.FakeHub;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time that moves only when a test moves it. */
final class HandClock implements TerminalClock {
  private static final long LOOK_AGAIN_MILLIS = 1;

  private long nowNanos = 1_000_000_000_000L;
  private @Nullable Long waitingUntilNanos;

  @Override
  public synchronized long nanoTime() {
    return nowNanos;
  }

  synchronized void advance(Duration by) {
    nowNanos += by.toNanos();
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, long deadlineNanos)
      throws InterruptedException {
    while (true) {
      T next = queue.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null || isOver(deadlineNanos)) {
        return next;
      }
    }
  }

  private synchronized boolean isOver(long deadlineNanos) {
    boolean over = nowNanos >= deadlineNanos;
    waitingUntilNanos = over ? null : deadlineNanos;
    notifyAll();
    return over;
  }

  /** Waits until the terminal waits for at least that long, and tells how long exactly. */
  synchronized Duration awaitWaitOfAtLeast(Duration least) throws InterruptedException {
    long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(FakeHub.DEADLINE_SECONDS);
    while (waitingUntilNanos == null || waitingUntilNanos - nowNanos < least.toNanos()) {
      if (System.nanoTime() > giveUpAt) {
        throw new AssertionError("the terminal does not wait");
      }
      wait(LOOK_AGAIN_MILLIS);
    }
    return Duration.ofNanos(waitingUntilNanos - nowNanos);
  }
}
