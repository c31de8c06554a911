package io.poshub.chaos.till;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Draws from the low end of whatever it is asked for. A terminal that failed often waits up to half
 * a minute, drawn at random; a round has not so much time. Any thread.
 */
final class ShortPauses implements RandomGenerator {
  private static final long LONGEST = 300;

  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }

  @Override
  public long nextLong(long bound) {
    return ThreadLocalRandom.current().nextLong(Math.min(bound, LONGEST));
  }
}
