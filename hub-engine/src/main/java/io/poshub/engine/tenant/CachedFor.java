package io.poshub.engine.tenant;

import com.github.benmanes.caffeine.cache.Expiry;
import io.poshub.engine.read.Spread;
import java.time.Duration;

/**
 * How long tenants and the holders of keys are cached. Changes are heard of much sooner; this
 * bounds what a lost one can do.
 */
public final class CachedFor {
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  private CachedFor() {}

  public static <V> Expiry<String, V> spread() {
    return Spread.expiry(AT_MOST);
  }
}
