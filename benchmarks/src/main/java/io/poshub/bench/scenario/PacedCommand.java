package io.poshub.bench.scenario;

import io.poshub.bench.load.Pace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench paced}: how late orders are at a rate that a shop can have. */
@Command(
    name = "paced",
    description = "One tenant's orders at a given rate to all its sockets: how late they are.",
    mixinStandardHelpOptions = true)
public final class PacedCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--sockets", description = "How many (default: ${DEFAULT-VALUE}).")
  private int sockets = 1_000;

  @Option(names = "--publishers", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int publishers = 32;

  @Option(names = "--rates", split = ",", description = "Orders a second (default: 20,80,300).")
  private List<Integer> rates = List.of(20, 80, 300);

  public PacedCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("paced", setting, options.isPinned());
        PushServers servers = PushServers.start(contest, setting, options.peers(), 1)) {
      for (int rate : rates) {
        PushLoad load =
            new PushLoad(1, sockets, publishers, new Pace.PerSecond(rate), options.length());

        servers.rounds(contest, rate + " orders/s to " + sockets + " sockets", options, load);
      }
      return contest.end();
    }
  }
}
