package io.poshub.bench.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Which calls to make: the templates in turn, over so many connections that are kept open.
 *
 * @param tenants whose answers are counted apart
 * @param callsMax ends the load early
 */
public record HttpPlan(
    int port,
    int connections,
    int tenants,
    Pace pace,
    Duration duration,
    List<RequestTemplate> requests,
    long callsMax) {
  public HttpPlan {
    requireNonNull(pace, "pace is null");
    requireNonNull(duration, "duration is null");
    requests = List.copyOf(requests);
    if (connections < 1 || tenants < 1 || requests.isEmpty()) {
      throw new IllegalArgumentException("a load needs a connection, a tenant and a request");
    }
  }

  /** Calls for so long, however many. */
  public HttpPlan(
      int port,
      int connections,
      int tenants,
      Pace pace,
      Duration duration,
      List<RequestTemplate> requests) {
    this(port, connections, tenants, pace, duration, requests, Long.MAX_VALUE);
  }
}
