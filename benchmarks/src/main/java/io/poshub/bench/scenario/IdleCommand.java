package io.poshub.bench.scenario;

import io.poshub.bench.load.Swarm;
import io.poshub.bench.load.SwarmPlan;
import io.poshub.bench.peer.HubServer;
import io.poshub.bench.peer.PeerKind;
import io.poshub.bench.peer.Peers;
import io.poshub.bench.peer.PushServer;
import io.poshub.bench.process.LiveHeap;
import io.poshub.bench.process.ProcessMeter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./hub bench idle}: what a socket costs that nothing happens on. Each round starts every
 * server afresh, because memory that was once taken is seldom given back.
 */
@Command(
    name = "idle",
    description = "Memory and CPU of sockets that are only open.",
    mixinStandardHelpOptions = true)
public final class IdleCommand implements Callable<Integer> {
  private static final int WARM_UP_SOCKETS = 200;
  private static final int CLASSES = 25;
  private static final long MILLIS = 1_000;
  private static final double KB_PER_MB = 1_024;
  private static final double SECONDS_PER_MINUTE = 60;

  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--sockets", description = "How many (default: ${DEFAULT-VALUE}).")
  private int sockets = 10_000;

  @Option(names = "--tenants", description = "Whose (default: ${DEFAULT-VALUE}).")
  private int tenants = 10;

  @Option(names = "--settle-seconds", description = "Before looking (default: ${DEFAULT-VALUE}).")
  private int settleSeconds = 5;

  @Option(
      names = "--hold-seconds",
      description = "How long CPU is counted; pings go every 25 s (default: ${DEFAULT-VALUE}).")
  private int holdSeconds = 50;

  public IdleCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("idle", setting, options.isPinned())) {
      Peers installer = new Peers(setting.peers(), contest.cores());
      String variant = sockets + " idle sockets";
      for (int round = 1; round <= options.rounds(); round++) {
        boolean first = round == 1;
        try (HubServer hub = Stage.hub(contest, setting, tenants)) {
          contest.round(variant, hub.name(), round, () -> hub(contest, hub, first));
        }
        for (PeerKind kind : options.peers()) {
          try (PushServer peer = installer.start(kind, contest.folder().path(), tenants)) {
            contest.round(variant, peer.name(), round, () -> peer(peer));
          }
        }
      }
      return contest.end();
    }
  }

  private Map<String, Double> peer(PushServer server) throws IOException, InterruptedException {
    long beforeKb = warmUp(server);
    try (Swarm swarm = open(server, sockets)) {
      return hold(server, swarm, beforeKb);
    }
  }

  private Map<String, Double> hub(Contest contest, HubServer hub, boolean showClasses)
      throws IOException, InterruptedException {
    long beforeKb = warmUp(hub);
    long pid = hub.serverPids().getFirst();
    LiveHeap before = LiveHeap.of(setting.hub().java(), pid);
    try (Swarm swarm = open(hub, sockets)) {
      Map<String, Double> figures = hold(hub, swarm, beforeKb);
      LiveHeap after = LiveHeap.of(setting.hub().java(), pid);
      figures.put(
          "live_heap_B/socket", (after.totalBytes() - before.totalBytes()) / (double) sockets);
      if (showClasses) {
        contest.note(
            "hub, live heap by class in bytes per socket", after.growth(before, sockets, CLASSES));
      }
      return figures;
    }
  }

  /** The memory once everything that the first sockets bring along is there. */
  private long warmUp(PushServer server) throws IOException, InterruptedException {
    open(server, Math.max(tenants, Math.min(sockets, WARM_UP_SOCKETS))).close();
    Thread.sleep(settleSeconds * MILLIS);
    return memoryKb(server);
  }

  private Map<String, Double> hold(PushServer server, Swarm held, long beforeKb)
      throws IOException, InterruptedException {
    Thread.sleep(settleSeconds * MILLIS);
    long afterKb = memoryKb(server);
    double cpuBefore = ProcessMeter.cpuSeconds(server.serverPids());
    Thread.sleep(holdSeconds * MILLIS);
    double cpuSeconds = ProcessMeter.cpuSeconds(server.serverPids()) - cpuBefore;
    held.requireWhole();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("KB/socket", (afterKb - beforeKb) / (double) sockets);
    figures.put("process_MB", afterKb / KB_PER_MB);
    figures.put("process_KB/socket", afterKb / (double) sockets);
    figures.put(
        "cpu_ms/socket/min", cpuSeconds * MILLIS / sockets * SECONDS_PER_MINUTE / holdSeconds);
    return figures;
  }

  private static long memoryKb(PushServer server) throws IOException {
    List<Long> pids = server.serverPids();
    long sum = 0;
    for (long pid : pids) {
      sum += ProcessMeter.memoryKb(pid);
    }
    return sum;
  }

  private Swarm open(PushServer server, int count) throws IOException, InterruptedException {
    return Swarm.open(
        new SwarmPlan(
            server.port(),
            tenants,
            count,
            socket -> server.upgrade(socket % tenants),
            server.greeting(),
            SwarmPlan.CONNECTING_DEFAULT,
            SwarmPlan.OPEN_DEFAULT));
  }
}
