package io.poshub.bench.scenario;

import io.poshub.bench.load.Swarm;
import io.poshub.bench.load.SwarmPlan;
import io.poshub.bench.peer.PushServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final double THOUSAND = 1_000;

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
    long end = System.nanoTime() + options.warmUp(1).toNanos();
    do {
      open(server, atATime);
    } while (System.nanoTime() < end);
  }

  private void rounds(Contest contest, PushServers servers, String variant, int connectingMax)
      throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      for (PushServer server : servers.all()) {
        contest.round(variant, server.name(), round, () -> open(server, connectingMax));
      }
    }
  }

  private Map<String, Double> open(PushServer server, int connectingMax)
      throws IOException, InterruptedException {
    CpuUse before = CpuUse.now(server.serverPids(), server.databasePids());
    SwarmPlan plan =
        new SwarmPlan(
            server.port(),
            tenants,
            sockets,
            socket -> server.upgrade(socket % tenants),
            server.greeting(),
            connectingMax,
            SwarmPlan.OPEN_DEFAULT);
    try (Swarm swarm = Swarm.open(plan)) {
      Swarm.Opening opening = swarm.opening();
      CpuUse used = CpuUse.now(server.serverPids(), server.databasePids()).since(before);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("upgrades/s", sockets / opening.seconds());
      figures.put("p50_ms", opening.upgrades().millis(P50));
      figures.put("p99_ms", opening.upgrades().millis(P99));
      figures.put("cpu_ms/upgrade", used.serverSeconds() * THOUSAND / sockets);
      figures.put("db_cpu_ms/upgrade", used.databaseSeconds() * THOUSAND / sockets);
      figures.put("load_busy", used.loadSeconds() / opening.seconds());
      return figures;
    }
  }
}
