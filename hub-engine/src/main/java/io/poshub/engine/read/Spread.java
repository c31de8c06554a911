package io.poshub.engine.read;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;

/**
 * Between half of a time and all of it, by a name: what many were asked for together is not asked
 * for again together. Any thread.
 */
public final class Spread {
  private Spread() {}

  public static Duration of(Duration most, String name) {
    long half = most.toNanos() / 2;
    return Duration.ofNanos(half + Math.floorMod(name.hashCode() * 0x9E37_79B9_7F4A_7C15L, half));
  }

  /** For what is cached under a name. */
  public static <V> Expiry<String, V> expiry(Duration most) {
    return Expiry.writing((name, _) -> of(most, name));
  }
}
