package io.poshub.bench.scenario;

import io.poshub.bench.load.Pace;
import io.poshub.bench.peer.StreamHubServer;
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

  @Option(
      names = "--without-sql",
      description = "Also the hub's front door and fan-out without a database.")
  private boolean withoutSql;

  public TenantsCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("tenants", setting, options.isPinned());
        PushServers servers = PushServers.start(contest, setting, options.peers(), tenants)) {
      if (withoutSql) {
        servers.add(
            StreamHubServer.start(
                setting.streamHub(), contest.cores(), contest.folder().path(), tenants));
      }
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
