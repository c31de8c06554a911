package io.poshub.testing;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Seeds for random tests, printed when they are drawn. {@code -Dhub.test.seed=…} gives every draw
 * the same seed again, which replays a failed run.
 */
public final class Seeds {
  static final String PROPERTY = "hub.test.seed";

  private Seeds() {}

  /** Named in the output by what it is drawn for, usually the test. */
  public static long draw(String what) {
    String given = System.getProperty(PROPERTY);
    long seed = given == null ? ThreadLocalRandom.current().nextLong() : Long.parseLong(given);
    System.out.println(what + ": replay with -D" + PROPERTY + "=" + seed);
    return seed;
  }

  public static RandomGenerator random(String what) {
    return new SplittableRandom(draw(what));
  }
}
