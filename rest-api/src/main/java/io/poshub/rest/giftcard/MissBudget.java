package io.poshub.rest.giftcard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.protocol.ErrorCode;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Stops whoever tries card numbers: each key may be wrong {@value #MISSES_MAX} times a minute on
 * this node; after that every call by code is refused until the minute is over. Any thread.
 */
public final class MissBudget {
  static final int MISSES_MAX = 30;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int KEYS_MAX = 50_000;

  private final LongSupplier nanoClock;
  private final Cache<String, Window> windows;

  /** A minute that began with a miss. */
  private record Window(long startedNanos, AtomicInteger misses) {}

  public MissBudget(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Ends the call if the key has been wrong too often. */
  void check(String keyId) {
    Window window = windows.getIfPresent(keyId);
    if (window != null && window.misses().get() >= MISSES_MAX) {
      throw tooMany(window);
    }
  }

  /**
   * Counts a miss. Calls that were let in together may miss beyond the budget; those are told
   * nothing.
   */
  void missed(String keyId) {
    Window window = windows.get(keyId, _ -> new Window(nanoClock.getAsLong(), new AtomicInteger()));
    if (window.misses().incrementAndGet() > MISSES_MAX) {
      throw tooMany(window);
    }
  }

  private RefusedException tooMany(Window window) {
    long leftNanos = WINDOW.toNanos() - (nanoClock.getAsLong() - window.startedNanos());
    long leftSeconds = Math.max(1, Math.ceilDiv(leftNanos, Duration.ofSeconds(1).toNanos()));
    return new RefusedException(
        Refusal.of(
                ErrorCode.TOO_MANY_MISSES,
                "This key has sent too many unknown card numbers; use the card's id, or wait.")
            .withHeader("Retry-After", Long.toString(leftSeconds)));
  }
}
