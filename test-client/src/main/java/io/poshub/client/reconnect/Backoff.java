package io.poshub.client.reconnect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: any wait from zero up to a ceiling that doubles with every
 * failure. The whole range is drawn from, so that a shop full of tills does not come back in step.
 */
public record Backoff(Duration base, Duration cap) {
  public static final Duration BASE = Duration.ofMillis(250);
  public static final Duration CAP = Duration.ofSeconds(30);

  /** Beyond this many doublings the ceiling has long met the cap; it also keeps shifts in range. */
  private static final int MAX_DOUBLINGS = 20;

  public Backoff {
    if (base.toMillis() < 1 || cap.compareTo(base) < 0 || cap.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("need 1 ms <= base <= cap <= 1 day");
    }
  }

  public static Backoff standard() {
    return new Backoff(BASE, CAP);
  }

  /** The longest wait after that many failures in a row. */
  public Duration ceiling(int failures) {
    long millis = base.toMillis() << Math.clamp(failures, 0, MAX_DOUBLINGS);
    return Duration.ofMillis(Math.min(cap.toMillis(), millis));
  }

  public Duration draw(int failures, RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(ceiling(failures).toMillis() + 1));
  }
}
