package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many sockets may still be opened: so many per second on the whole node, and so many from one
 * address, each with a burst of ten times that. Asked before anybody is authenticated and before
 * any query, so that a storm of returning tills costs little even where it is told to wait. Any
 * thread.
 */
public final class ConnectBudget {
  private static final int BURST_SECONDS = 10;
  private static final int ADDRESSES_MAX = 100_000;

  /** An address that was quiet for so long has its whole burst again. */
  private static final Duration FORGET_AFTER = Duration.ofSeconds(BURST_SECONDS * 2L);

  private static final double NANOS_PER_SECOND = 1e9;

  /** The whole node counts like an address that nobody has. */
  private static final String WHOLE_NODE = "";

  private final int nodePerSecond;
  private final int addressPerSecond;
  private final LongSupplier nanoClock;
  private final Cache<String, Bucket> buckets;

  /**
   * Begins with full bursts.
   *
   * @param nodePerSecond 0: no limit
   * @param addressPerSecond 0: no limit
   */
  public ConnectBudget(int nodePerSecond, int addressPerSecond, LongSupplier nanoClock) {
    this.nodePerSecond = nodePerSecond;
    this.addressPerSecond = addressPerSecond;
    this.nanoClock = nanoClock;
    this.buckets =
        Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).expireAfterAccess(FORGET_AFTER).build();
  }

  /** Whether one more socket may be opened, or whose budget is spent. */
  enum Verdict {
    ALLOWED,
    ADDRESS_SPENT,
    NODE_SPENT
  }

  Verdict take(String address) {
    // The address first: one that asks too often must not spend what the others need.
    if (!take(address, addressPerSecond)) {
      return Verdict.ADDRESS_SPENT;
    }
    return take(WHOLE_NODE, nodePerSecond) ? Verdict.ALLOWED : Verdict.NODE_SPENT;
  }

  private boolean take(String whose, int perSecond) {
    if (perSecond == 0) {
      return true;
    }
    long nowNanos = nanoClock.getAsLong();
    Bucket bucket =
        buckets
            .asMap()
            .merge(
                whose,
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
