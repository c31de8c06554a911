package io.poshub.server.net;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.protocol.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections and requests in flight, against their bounds. Any thread. */
final class HttpMetrics {
  /**
   * Requests that may be worked on at once; most wait for the database, and it serves only so many.
   */
  static final int IN_FLIGHT_MAX = 10_000;

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger busyConnections = new AtomicInteger();
  private final Counter turnedAway;
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final int connectionsMax;

  HttpMetrics(int connectionsMax, MeterRegistry registry) {
    this.connectionsMax = connectionsMax;
    Gauge.builder("hub_http_connections", connections, AtomicInteger::get)
        .description("Open connections, sockets included")
        .register(registry);
    Gauge.builder("hub_http_requests_in_flight", inFlight, AtomicInteger::get)
        .description("Requests being answered")
        .register(registry);
    this.turnedAway =
        Counter.builder("hub_connections_refused_total")
            .description("Connections closed at once because there were too many")
            .register(registry);
    for (ErrorCode code : ErrorCode.values()) {
      // The same counter as the other doors': the registry keeps one per name and code.
      refusals.put(
          code,
          Counter.builder("hub_refusals_total")
              .description("Calls and upgrades refused")
              .tag("code", code.wire())
              .register(registry));
    }
  }

  /** Counts a refusal that no route had a part in. */
  void refused(ErrorCode code) {
    Counter counter = refusals.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Whether one more connection may stay. */
  boolean opened() {
    if (connections.incrementAndGet() <= connectionsMax) {
      return true;
    }
    turnedAway.increment();
    return false;
  }

  void closed() {
    connections.decrementAndGet();
  }

  /** Whether one more request may be worked on. */
  boolean begin() {
    if (inFlight.incrementAndGet() <= IN_FLIGHT_MAX) {
      return true;
    }
    inFlight.decrementAndGet();
    return false;
  }

  void end() {
    inFlight.decrementAndGet();
  }

  /** A connection begins to have a request on its way, or ends to. */
  void busy(boolean nowBusy) {
    busyConnections.addAndGet(nowBusy ? 1 : -1);
  }

  /**
   * Connections from the first byte of a request to the last of its answer, and calls whose client
   * has gone.
   */
  int unfinished() {
    return busyConnections.get() + inFlight.get();
  }
}
