package io.poshub.server.metrics;

import java.time.Duration;

/** The bounds of the latency histograms, from a tenth of a millisecond to ten seconds. */
public final class LatencyBuckets {
  private LatencyBuckets() {}

  public static Duration[] all() {
    return new Duration[] {
      Duration.ofNanos(100_000),
      Duration.ofNanos(250_000),
      Duration.ofNanos(500_000),
      Duration.ofMillis(1),
      Duration.ofNanos(2_500_000),
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(25),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5),
      Duration.ofSeconds(10)
    };
  }
}
