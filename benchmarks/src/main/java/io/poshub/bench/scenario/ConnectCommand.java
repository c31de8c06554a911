package io.poshub.bench.scenario;

import io.poshub.bench.peer.PushServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench connect}: how fast sockets are opened, each with its key. */
@Command(
    name = "connect",
    description = "Upgrades with authentication: some at a time, and all at once.",
    mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--sockets", description = "How many (default: ${DEFAULT-VALUE}).")
  private int sockets = 5_000;

  @Option(names = "--tenants", description = "Whose (default: ${DEFAULT-VALUE}).")
  private int tenants = 10;

  @Option(names = "--at-a-time", description = "At most (default: ${DEFAULT-VALUE}).")
  private int atATime = 64;

  public ConnectCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("connect", setting, options.isPinned());
        PushServers servers = PushServers.start(contest, setting, options.peers(), tenants)) {
      for (PushServer server : servers.all()) {
        warmUp(server);
      }
      rounds(contest, servers, sockets + " upgrades, " + atATime + " at a time", atATime);
      rounds(contest, servers, sockets + " upgrades at once", sockets);
      return contest.end();
    }
  }

  /** As long as the other scenarios' first load. */
  private void warmUp(PushServer server) throws IOException, InterruptedException {
    new ConnectMeasurement(server, tenants, sockets, atATime, options.warmUp(1)).run();
  }

  private void rounds(Contest contest, PushServers servers, String variant, int connectingMax)
      throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      for (PushServer server : servers.all()) {
        ConnectMeasurement measurement =
            new ConnectMeasurement(server, tenants, sockets, connectingMax, options.length());
        contest.round(variant, server.name(), round, measurement::run);
      }
    }
  }
}
