package io.poshub.bench.scenario;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How short a look is. Filled by picocli, then only read. */
final class GuardOptions {
  private static final long MILLIS_PER_SECOND = 1_000;

  @Option(names = "--rounds", description = "Of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 1.5;

  @Option(names = "--sockets", description = "How many (default: ${DEFAULT-VALUE}).")
  private int sockets = 500;

  int rounds() {
    return rounds;
  }

  int sockets() {
    return sockets;
  }

  Duration length() {
    return Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
  }

  /** Before a kind's first round, so that the JVM has compiled what it needs; then shortly. */
  Duration warmUp(int round) {
    return round == 1 ? length().multipliedBy(3) : length().dividedBy(5);
  }
}
