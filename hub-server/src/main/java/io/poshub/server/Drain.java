package io.poshub.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until nothing is left to do, or the time is over. The thread that stops the hub. */
final class Drain {
  /**
   * Everything must have been still for so long: a request that a client had already sent when the
   * port closed may lie unread in the kernel for a moment.
   */
  static final Duration STILL_FOR = Duration.ofMillis(200);

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final BooleanSupplier busy;
  private final LongSupplier nanoClock;

  Drain(BooleanSupplier busy, LongSupplier nanoClock) {
    this.busy = busy;
    this.nanoClock = nanoClock;
  }

  /** Whether it became still in time. */
  boolean await(Duration max) {
    long startedNanos = nanoClock.getAsLong();
    long lastBusyNanos = startedNanos;
    while (true) {
      long nowNanos = nanoClock.getAsLong();
      if (busy.getAsBoolean()) {
        lastBusyNanos = nowNanos;
      }
      if (nowNanos - lastBusyNanos >= STILL_FOR.toNanos()) {
        return true;
      }
      if (nowNanos - startedNanos >= max.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
