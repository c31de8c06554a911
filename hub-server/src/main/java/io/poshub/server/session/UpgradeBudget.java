package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many sockets an address may still open: so many per second, with a burst of ten times that.
 * Asked before anybody is authenticated. Any thread.
 */
public final class UpgradeBudget {
  static final long RETRY_AFTER_SECONDS = 1;
  private static final int BURST_SECONDS = 10;
  private static final int ADDRESSES_MAX = 100_000;

  /** An address that was quiet for so long has its whole burst again. */
  private static final Duration FORGET_AFTER = Duration.ofSeconds(BURST_SECONDS * 2L);

  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final LongSupplier nanoClock;
  private final Cache<String, Bucket> buckets;

  /**
   * @param perSecond 0: no limit
   */
  public UpgradeBudget(int perSecond, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
    this.buckets =
        Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).expireAfterAccess(FORGET_AFTER).build();
  }

  boolean take(String address) {
    if (perSecond == 0) {
      return true;
    }
    long nowNanos = nanoClock.getAsLong();
    Bucket bucket =
        buckets
            .asMap()
            .merge(
                address,
                new Bucket(perSecond * (double) BURST_SECONDS - 1, nowNanos, true),
                (earlier, _) -> earlier.taken(nowNanos, perSecond));
    return bucket.granted;
  }

  private record Bucket(double left, long filledNanos, boolean granted) {
    Bucket taken(long nowNanos, int perSecond) {
      double grown = left + (nowNanos - filledNanos) / NANOS_PER_SECOND * perSecond;
      double full = Math.min(perSecond * (double) BURST_SECONDS, grown);
      return full >= 1 ? new Bucket(full - 1, nowNanos, true) : new Bucket(full, nowNanos, false);
    }
  }
}
