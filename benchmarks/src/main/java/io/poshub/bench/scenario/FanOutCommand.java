package io.poshub.bench.scenario;

import io.poshub.bench.load.Pace;
import io.poshub.bench.peer.StreamHubServer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench fanout}: one tenant's orders to all its sockets, as fast as it goes. */
@Command(
    name = "fanout",
    description = "One tenant's orders to all its sockets, as fast as they are answered.",
    mixinStandardHelpOptions = true)
public final class FanOutCommand implements Callable<Integer> {
  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--sockets", split = ",", description = "How many (default: 1000,5000).")
  private List<Integer> sockets = List.of(1_000, 5_000);

  @Option(names = "--publishers", split = ",", description = "At once (default: 1,8,64).")
  private List<Integer> publishers = List.of(1, 8, 64);

  @Option(
      names = "--without-sql",
      description = "Also the hub's front door that publishes into the stream without SQL.")
  private boolean withoutSql;

  public FanOutCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("fanout", setting, options.isPinned());
        PushServers servers = PushServers.start(contest, setting, options.peers(), 1)) {
      if (withoutSql) {
        servers.add(
            StreamHubServer.start(
                setting.streamHub(), contest.cores(), contest.folder().path(), 1));
      }
      for (int count : sockets) {
        for (int publishing : publishers) {
          PushLoad load =
              new PushLoad(1, count, publishing, new Pace.AsAnswered(), options.length());
          String variant = count + " sockets, " + publishing + " publishers";
          servers.rounds(contest, variant, options, load);
        }
      }
      return contest.end();
    }
  }
}
