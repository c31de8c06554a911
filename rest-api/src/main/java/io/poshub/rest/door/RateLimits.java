package io.poshub.rest.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.rest.door.Route.Budget;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many calls each key may make on this node: a bucket per key and budget that fills at its rate
 * and holds ten seconds' worth. Any thread.
 */
public final class RateLimits {
  /** Beyond so many keys the ones used least start afresh, with a full bucket. */
  private static final int BUCKETS_MAX = 50_000;

  /** A bucket that was left alone for longer is full, so forgetting it changes nothing. */
  private static final Duration FORGET_AFTER = TokenBucket.DEPTH.multipliedBy(2);

  private final Map<Budget, Integer> perSecond;
  private final LongSupplier nanoClock;
  private final Cache<Place, TokenBucket> buckets;

  private record Place(String keyId, Budget budget) {}

  /** Whether the call may go on, and what its caller is told about the budget. */
  record Verdict(boolean allowed, long retryAfterSeconds, Map<String, String> headers) {
    static final Verdict UNLIMITED = new Verdict(true, 0, Map.of());
  }

  /**
   * @param requestsPerSecond of ordinary calls, 0 for no limit
   * @param moneyPerSecond of calls that move money or points, 0 for no limit
   */
  public RateLimits(int requestsPerSecond, int moneyPerSecond, LongSupplier nanoClock) {
    this.perSecond = Map.of(Budget.DEFAULT, requestsPerSecond, Budget.MONEY, moneyPerSecond);
    this.nanoClock = nanoClock;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(BUCKETS_MAX)
            .expireAfterAccess(FORGET_AFTER)
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  Verdict take(String keyId, Budget budget) {
    int rate = perSecond.getOrDefault(budget, 0);
    if (rate == 0) {
      return Verdict.UNLIMITED;
    }
    TokenBucket bucket =
        buckets.get(new Place(keyId, budget), _ -> new TokenBucket(rate, nanoClock.getAsLong()));
    TokenBucket.Taken taken = bucket.take(nanoClock.getAsLong());
    String name = "\"" + budget.name().toLowerCase(Locale.ROOT) + "\"";
    return new Verdict(
        taken.allowed(),
        taken.allowed() ? 0 : taken.resetSeconds(),
        Map.of(
            "RateLimit-Policy",
            name + ";q=" + bucket.capacity() + ";w=" + TokenBucket.DEPTH.toSeconds(),
            "RateLimit",
            name + ";r=" + taken.remaining() + ";t=" + taken.resetSeconds()));
  }
}
