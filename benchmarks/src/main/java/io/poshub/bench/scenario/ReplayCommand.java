package io.poshub.bench.scenario;

import io.poshub.bench.load.HttpLoad;
import io.poshub.bench.load.HttpPlan;
import io.poshub.bench.load.Pace;
import io.poshub.bench.load.Phase;
import io.poshub.bench.load.Swarm;
import io.poshub.bench.load.SwarmPlan;
import io.poshub.bench.peer.HubServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./hub bench replay}: terminals that were away come back for all they missed. */
@Command(
    name = "replay",
    description = "Terminals that missed many events: how fast they have them all.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int PUBLISHERS = 128;
  private static final Duration PLACING_MAX = Duration.ofMinutes(10);
  private static final Duration QUIET_MAX = Duration.ofSeconds(20);

  private final BenchSetting setting;

  @Mixin private final RoundOptions options = new RoundOptions();

  @Option(names = "--events", description = "Missed (default: ${DEFAULT-VALUE}).")
  private int events = 100_000;

  @Option(
      names = "--terminals",
      split = ",",
      description = "That come back at once (default: 1,10,100).")
  private List<Integer> terminals = List.of(1, 10, 100);

  public ReplayCommand(BenchSetting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    try (Contest contest = Contest.begin("replay", setting, options.isPinned());
        HubServer hub = Stage.hub(contest, setting, 1)) {
      contest.say("placing " + events + " orders ...");
      long placed = place(hub);
      for (int count : terminals) {
        for (int round = 1; round <= options.rounds(); round++) {
          contest.round(
              placed + " events to " + count, hub.name(), round, () -> replay(hub, count, placed));
        }
      }
      return contest.end();
    }
  }

  private long place(HubServer hub) throws IOException {
    HttpPlan plan =
        new HttpPlan(
            hub.port(),
            PUBLISHERS,
            1,
            new Pace.AsAnswered(),
            PLACING_MAX,
            List.of(hub.order(0)),
            events);
    return HttpLoad.run(plan).requireAccepted().answered();
  }

  private static Map<String, Double> replay(HubServer hub, int count, long placed)
      throws IOException, InterruptedException {
    CpuUse before = CpuUse.now(hub.serverPids(), hub.databasePids());
    long beganNanos = System.nanoTime();
    SwarmPlan plan =
        new SwarmPlan(
            hub.port(),
            1,
            count,
            _ -> hub.upgradeAfter(0),
            hub.greeting(),
            count,
            SwarmPlan.OPEN_DEFAULT);
    try (Swarm swarm = Swarm.open(plan)) {
      Phase phase = swarm.phase();
      long expected = placed * count;
      boolean complete = swarm.await(phase, expected, QUIET_MAX);
      CpuUse used = CpuUse.now(hub.serverPids(), hub.databasePids()).since(before);
      double seconds = (phase.lastNanos() - beganNanos) / 1e9;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("seconds", seconds);
      figures.put("events/s", phase.deliveries() / seconds);
      figures.put("cpu_s/million", used.serverSeconds() * 1e6 / expected);
      figures.put("db_cpu_s/million", used.databaseSeconds() * 1e6 / expected);
      figures.put("load_busy", used.loadSeconds() / seconds);
      figures.put(
          PushMeasurement.WRONG,
          complete && swarm.unequal(phase, new long[] {placed}) == 0
              ? 0.0
              : Math.max(1, expected - phase.deliveries()));
      return figures;
    }
  }
}
