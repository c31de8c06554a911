package io.poshub.connectors.sweep;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a shop that failed is left alone. Pure but for its chance; any thread. */
record BackOff(RandomGenerator random) {
  static final Duration FIRST = Duration.ofSeconds(15);
  static final Duration MAX = Duration.ofMinutes(30);

  /** Beyond this many the wait does not grow any more, and the shift must not overflow. */
  private static final int DOUBLINGS_MAX = 12;

  /** A wish of the shop's is stretched by up to this part of it. */
  private static final int JITTER_PARTS = 10;

  /**
   * The wait after a failure.
   *
   * @param failures in a row, with this one
   * @param retryAfter what the shop asked for, if it did
   */
  Duration after(int failures, @Nullable Duration retryAfter) {
    Duration own = own(failures);
    return retryAfter != null && retryAfter.compareTo(own) > 0 ? stretched(retryAfter) : own;
  }

  /** Never earlier than the shop wants it, and not at the same moment for all shops of one host. */
  private Duration stretched(Duration retryAfter) {
    return retryAfter.plusMillis(random.nextLong(retryAfter.toMillis() / JITTER_PARTS + 1));
  }

  /** Twice as long each time, somewhere in the upper half of it: shops of one host do not queue. */
  private Duration own(int failures) {
    Duration whole = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    long millis = (whole.compareTo(MAX) < 0 ? whole : MAX).toMillis();
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
