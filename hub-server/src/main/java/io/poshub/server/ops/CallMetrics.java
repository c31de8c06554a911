package io.poshub.server.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.poshub.protocol.ErrorCode;
import io.poshub.rest.CallListener;
import io.poshub.server.metrics.LatencyBuckets;
import io.poshub.server.session.SessionMetrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Times the REST calls by route and status. Virtual threads. */
public final class CallMetrics implements CallListener {
  private final MeterRegistry registry;
  private final SessionMetrics refusals;

  /**
   * Found without building a meter's name again; bounded by the routes, methods and statuses there
   * are.
   */
  private final ConcurrentMap<Answered, Timer> timers = new ConcurrentHashMap<>();

  public CallMetrics(MeterRegistry registry, SessionMetrics refusals) {
    this.registry = registry;
    this.refusals = refusals;
  }

  @Override
  public void onAnswered(String method, String route, int status, long durationNanos) {
    // A method nobody knows must not become a label.
    String known = route.equals(NO_ROUTE) ? NO_ROUTE : method;
    timers
        .computeIfAbsent(new Answered(known, route, status), this::timer)
        .record(durationNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onRefused(ErrorCode code) {
    refusals.refused(code);
  }

  private Timer timer(Answered answered) {
    return Timer.builder("hub_http_request_seconds")
        .description("From a complete request to its answer")
        .tag("method", answered.method)
        .tag("route", answered.route)
        .tag("status", Integer.toString(answered.status))
        .serviceLevelObjectives(LatencyBuckets.all())
        .register(registry);
  }

  private record Answered(String method, String route, int status) {}
}
