package io.poshub.engine.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: soon at first, then less and less often, over a good
 * three days. Each wait is up to a fifth shorter or longer, so that what failed together does not
 * come back together. Any thread, if the random is for any.
 */
final class RetryPlan {
  /** A target that only fails for so long is dead. */
  static final Duration PATIENCE = Duration.ofDays(3);

  /** The waits after the first, the second, … attempt. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(8),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofHours(24));

  static final double JITTER = 0.2;

  private final RandomGenerator random;

  RetryPlan(RandomGenerator random) {
    this.random = random;
  }

  /**
   * How long to wait; empty if the delivery is to be given up.
   *
   * @param attempts how many were made, the failed one included
   */
  Optional<Duration> waitAfter(int attempts) {
    if (attempts > WAITS.size()) {
      return Optional.empty();
    }
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Optional.of(Duration.ofMillis(Math.round(WAITS.get(attempts - 1).toMillis() * factor)));
  }
}
