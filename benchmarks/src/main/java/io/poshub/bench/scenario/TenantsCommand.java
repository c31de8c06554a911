package io.poshub.bench.scenario;

import io.poshub.bench.load.Pace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench tenants}: many shops with few tills each. */
@Command(
    name = "tenants",
    description = "Many tenants with a few sockets each, their orders in turn at a given rate.",
    mixinStandardHelpOptions = true)
public final class TenantsCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--tenants", description = "How many (default: ${DEFAULT-VALUE}).")
  private int tenants = 2_000;

  @Option(names = "--sockets", description = "Of each tenant (default: ${DEFAULT-VALUE}).")
  private int sockets = 5;

  @Option(names = "--rate", description = "Orders a second (default: ${DEFAULT-VALUE}).")
  private int rate = 500;

  @Option(names = "--publishers", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int publishers = 64;

  public TenantsCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("tenants", setting, options.isPinned());
        PushServers servers = PushServers.start(contest, setting, options.peers(), tenants)) {
      PushLoad load =
          new PushLoad(
              tenants, tenants * sockets, publishers, new Pace.PerSecond(rate), options.length());

      servers.rounds(
          contest,
          tenants + " tenants x " + sockets + " sockets, " + rate + " orders/s",
          options,
          load);
      return contest.end();
    }
  }
}
