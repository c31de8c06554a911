package io.poshub.connectors.hook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts deliveries nobody has signed, by tenant and sender's address, on this node. What is signed
 * passes whatever else came from there: behind a proxy, forger and shop have one address. Any
 * thread.
 */
final class ForgeryLimit {
  /** Forged deliveries of one address to one tenant, in a window. */
  static final int FORGED_MAX = 30;

  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int SENDERS_MAX = 50_000;

  private final Cache<Sender, AtomicInteger> forged;

  private record Sender(String tenant, String remote) {}

  ForgeryLimit(InstantSource clock) {
    this.forged =
        Caffeine.newBuilder()
            .maximumSize(SENDERS_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /** Counts one; false if there were too many. */
  boolean allows(String tenant, String remote) {
    return forged.get(new Sender(tenant, remote), _ -> new AtomicInteger()).incrementAndGet()
        <= FORGED_MAX;
  }
}
