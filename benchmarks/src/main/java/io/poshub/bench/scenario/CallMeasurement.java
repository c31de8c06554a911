package io.poshub.bench.scenario;

import io.poshub.bench.load.HttpLoad;
import io.poshub.bench.load.HttpPlan;
import io.poshub.bench.load.Pace;
import io.poshub.bench.load.RequestTemplate;
import io.poshub.bench.peer.MeasuredServer;
import io.poshub.bench.process.CpuUse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One round of calls as fast as they are answered. Caller's thread. */
final class CallMeasurement {
  private static final double MILLION = 1e6;
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  private final MeasuredServer server;
  private final int connections;
  private final Duration warmUp;
  private final Duration length;

  CallMeasurement(MeasuredServer server, int connections, Duration warmUp, Duration length) {
    this.server = server;
    this.connections = connections;
    this.warmUp = warmUp;
    this.length = length;
  }

  /** What came of it; {@code accepted} counts the warm-up too. */
  record Outcome(Map<String, Double> figures, long accepted) {}

  Outcome run(List<RequestTemplate> requests) throws IOException {
    try {
      HttpLoad.Result before = load(requests, warmUp);
      CpuUse begin = CpuUse.now(server.serverPids(), server.databasePids());
      HttpLoad.Result measured = load(requests, length);
      CpuUse used = CpuUse.now(server.serverPids(), server.databasePids()).since(begin);
      return new Outcome(figures(measured, used), before.answered() + measured.answered());
    } catch (IOException e) {
      server.requireAlive();
      throw e;
    }
  }

  private HttpLoad.Result load(List<RequestTemplate> requests, Duration duration)
      throws IOException {
    return HttpLoad.run(
            new HttpPlan(server.port(), connections, 1, new Pace.AsAnswered(), duration, requests))
        .requireAccepted();
  }

  private static Map<String, Double> figures(HttpLoad.Result result, CpuUse used) {
    double millions = result.answered() / MILLION;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("calls/s", result.perSecond());
    figures.put("p50_ms", result.latencies().millis(P50));
    figures.put("p99_ms", result.latencies().millis(P99));
    figures.put("max_ms", result.latencies().maxMillis());
    figures.put("cpu_s/million", used.serverSeconds() / millions);
    figures.put("db_cpu_s/million", used.databaseSeconds() / millions);
    figures.put("load_busy", used.loadSeconds() / result.seconds());
    return figures;
  }
}
