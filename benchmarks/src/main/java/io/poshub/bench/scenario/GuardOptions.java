package io.poshub.bench.scenario;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How short a look is. Filled by picocli, then only read. */
final class GuardOptions {
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int HUB_FIRST_WARM_UP_LENGTHS = 6;

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

  /**
   * Before a round of the hub: before a kind's first one until the JVM has compiled most of what it
   * needs, which takes longer than all rounds; then shortly.
   */
  Duration hubWarmUp(int round) {
    return round == 1 ? length().multipliedBy(HUB_FIRST_WARM_UP_LENGTHS) : shortly();
  }

  /** Before a round of a peer: Node has compiled what it needs within a second. */
  Duration peerWarmUp(int round) {
    return round == 1 ? length() : shortly();
  }

  private Duration shortly() {
    return length().dividedBy(5);
  }
}
