package io.poshub.bench.scenario;

import io.poshub.bench.peer.PeerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What most scenarios let one choose. Filled by picocli, then only read. */
final class RoundOptions {
  private static final long MILLIS_PER_SECOND = 1_000;

  @Option(names = "--rounds", description = "Rounds of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 5;

  @Option(
      names = "--warm-up-seconds",
      description = "Load before each round that is not measured (default: ${DEFAULT-VALUE}).")
  private double warmUpSeconds = 2;

  @Option(
      names = "--first-warm-up-seconds",
      description = "The same before each server's first round (default: ${DEFAULT-VALUE}).")
  private double firstWarmUpSeconds = 10;

  @Option(
      names = "--against",
      split = ",",
      description = "Peers: node-ws, socket.io, nchan, vertx, or none (default: node-ws).")
  private List<String> against = List.of("node-ws");

  @Option(names = "--no-pinning", description = "Do not pin server and load to processors.")
  private boolean noPinning;

  int rounds() {
    return rounds;
  }

  Duration length() {
    return Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
  }

  /** Before that round; a JVM that is measured first has compiled what it needs. */
  Duration warmUp(int round) {
    double length = round == 1 ? Math.max(firstWarmUpSeconds, warmUpSeconds) : warmUpSeconds;
    return Duration.ofMillis((long) (length * MILLIS_PER_SECOND));
  }

  boolean isPinned() {
    return !noPinning;
  }

  List<PeerKind> peers() {
    List<PeerKind> kinds = new ArrayList<>();
    for (String name : against) {
      if (!name.equals("none")) {
        kinds.add(
            PeerKind.ofWire(name)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "no peer " + name + "; there are " + PeerKind.names())));
      }
    }
    return kinds;
  }
}
