package io.poshub.bench.scenario;

import io.poshub.bench.load.HttpLoad;
import io.poshub.bench.load.HttpPlan;
import io.poshub.bench.load.Pace;
import io.poshub.bench.load.Phase;
import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.load.Swarm;
import io.poshub.bench.load.SwarmPlan;
import io.poshub.bench.peer.PushServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One round of publishing to sockets: opens them, warms up, publishes, waits until everybody has
 * everything, and counts. Caller's thread.
 */
final class PushMeasurement {
  /** A figure that must be zero: messages that never came, and sockets that got a wrong number. */
  static final String WRONG = "wrong";

  private static final Duration QUIET_MAX = Duration.ofSeconds(10);
  private static final double MILLION = 1e6;
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  private final PushServer server;
  private final PushLoad load;

  PushMeasurement(PushServer server, PushLoad load) {
    this.server = server;
    this.load = load;
  }

  Map<String, Double> run(Duration warmUp) throws IOException, InterruptedException {
    SwarmPlan plan =
        new SwarmPlan(
            server.port(),
            load.tenants(),
            load.sockets(),
            socket -> server.upgrade(socket % load.tenants()),
            server.greeting(),
            SwarmPlan.CONNECTING_DEFAULT,
            SwarmPlan.OPEN_DEFAULT);
    try (Swarm swarm = Swarm.open(plan)) {
      publish(swarm, load.pace().warmUp(), warmUp);
      return publish(swarm, load.pace(), load.length());
    } catch (IOException e) {
      server.requireAlive();
      throw e;
    }
  }

  private Map<String, Double> publish(Swarm swarm, Pace pace, Duration length) throws IOException {
    List<RequestTemplate> requests =
        IntStream.range(0, load.tenants()).mapToObj(server::order).toList();
    Phase phase = swarm.begin();
    CpuUse before = CpuUse.now(server.serverPids(), server.databasePids());
    HttpLoad.Result published =
        HttpLoad.run(
                new HttpPlan(
                    server.port(), load.publishers(), load.tenants(), pace, length, requests))
            .requireAccepted();
    long expected = published.answered() * (load.sockets() / load.tenants());
    boolean complete = swarm.await(phase, expected, QUIET_MAX);
    CpuUse used = CpuUse.now(server.serverPids(), server.databasePids()).since(before);
    long wrong = complete ? 0 : expected - phase.deliveries();
    wrong += swarm.unequal(phase, published.acceptedByTenant());
    return figures(published, phase, used, wrong);
  }

  private static Map<String, Double> figures(
      HttpLoad.Result published, Phase phase, CpuUse used, long wrong) {
    double seconds = (phase.lastNanos() - published.beganNanos()) / 1e9;
    double millions = phase.deliveries() / MILLION;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("deliveries/s", phase.deliveries() / seconds);
    figures.put("p50_ms", phase.latencies().millis(P50));
    figures.put("p99_ms", phase.latencies().millis(P99));
    figures.put("cpu_s/million", used.serverSeconds() / millions);
    figures.put("db_cpu_s/million", used.databaseSeconds() / millions);
    figures.put("orders/s", published.perSecond());
    figures.put("post_p99_ms", published.latencies().millis(P99));
    figures.put("bytes/message", phase.bytes() / (double) phase.deliveries());
    figures.put("server_busy", (used.serverSeconds() + used.databaseSeconds()) / seconds);
    figures.put("load_busy", used.loadSeconds() / seconds);
    figures.put(WRONG, (double) wrong);
    return figures;
  }
}
