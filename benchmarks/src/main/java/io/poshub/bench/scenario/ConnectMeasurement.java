package io.poshub.bench.scenario;

import static java.util.Objects.requireNonNull;

import io.poshub.bench.load.Swarm;
import io.poshub.bench.load.SwarmPlan;
import io.poshub.bench.measure.Latencies;
import io.poshub.bench.peer.PushServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens sockets again and again for the length of a round. What a server does to close them is not
 * measured, and nobody is measured beside it. Main thread.
 *
 * @param sockets opened each time
 * @param connectingMax how many of them may be on their way at once
 */
record ConnectMeasurement(
    PushServer server, int tenants, int sockets, int connectingMax, Duration length) {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final double THOUSAND = 1_000;

  /** Closing what was opened is over after this at the latest. */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(100);

  ConnectMeasurement {
    requireNonNull(server, "server is null");
    requireNonNull(length, "length is null");
  }

  Map<String, Double> run() throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    double seconds = 0;
    CpuUse used = new CpuUse(0, 0, 0);
    do {
      CpuUse before = cpu();
      try (Swarm swarm = Swarm.open(plan())) {
        used = used.plus(cpu().since(before));
        seconds += swarm.opening().seconds();
        latencies.addAll(swarm.opening().upgrades());
      }
      Quiet.await(server, LOOK, CLOSING_MAX);
    } while (seconds * THOUSAND < length.toMillis());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("upgrades/s", latencies.count() / seconds);
    figures.put("p50_ms", latencies.millis(P50));
    figures.put("p99_ms", latencies.millis(P99));
    figures.put("cpu_ms/upgrade", used.serverSeconds() * THOUSAND / latencies.count());
    figures.put("db_cpu_ms/upgrade", used.databaseSeconds() * THOUSAND / latencies.count());
    figures.put("load_busy", used.loadSeconds() / seconds);
    return figures;
  }

  private SwarmPlan plan() {
    return new SwarmPlan(
        server.port(),
        tenants,
        sockets,
        socket -> server.upgrade(socket % tenants),
        server.greeting(),
        connectingMax,
        SwarmPlan.OPEN_DEFAULT);
  }

  private CpuUse cpu() throws IOException {
    return CpuUse.now(server.serverPids(), server.databasePids());
  }
}
