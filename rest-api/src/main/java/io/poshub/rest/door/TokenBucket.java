package io.poshub.rest.door;

import java.time.Duration;

/**
 * A caller's allowance, kept as nanoseconds of credit: a call costs one over the rate, time earns
 * itself, and no more than {@link #DEPTH} can be saved up. Any thread; each call locks for
 * nanoseconds.
 */
final class TokenBucket {
  static final Duration DEPTH = Duration.ofSeconds(10);
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final long costNanos;
  private final long capacityNanos;
  private long creditNanos;
  private long lastNanos;

  /**
   * @param resetSeconds until a call is allowed again, or until the bucket is full
   */
  record Taken(boolean allowed, long remaining, long resetSeconds) {}

  TokenBucket(int perSecond, long nowNanos) {
    this.costNanos = SECOND_NANOS / perSecond;
    this.capacityNanos = costNanos * perSecond * DEPTH.toSeconds();
    this.creditNanos = capacityNanos;
    this.lastNanos = nowNanos;
  }

  long capacity() {
    return capacityNanos / costNanos;
  }

  synchronized Taken take(long nowNanos) {
    // Two threads may read the clock in one order and come here in the other.
    long elapsed = Math.max(0, nowNanos - lastNanos);
    lastNanos += elapsed;
    creditNanos = Math.min(capacityNanos, creditNanos + Math.min(elapsed, capacityNanos));
    if (creditNanos < costNanos) {
      return new Taken(false, 0, seconds(costNanos - creditNanos));
    }
    creditNanos -= costNanos;
    return new Taken(true, creditNanos / costNanos, seconds(capacityNanos - creditNanos));
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, SECOND_NANOS);
  }
}
