package io.poshub.engine.tenant;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;

/**
 * How long tenants and the holders of keys are cached. Changes are heard of much sooner; this
 * bounds what a lost one can do.
 */
public final class CachedFor {
  private static final Duration AT_LEAST = Duration.ofMinutes(5);

  private CachedFor() {}

  /**
   * Up to twice as long, by the name, so that what was asked for together is not asked for again
   * together.
   */
  public static <V> Expiry<String, V> spread() {
    return Expiry.writing((name, _) -> of(name));
  }

  static Duration of(String name) {
    return AT_LEAST.plusMillis(Math.floorMod(name.hashCode(), AT_LEAST.toMillis()));
  }
}
