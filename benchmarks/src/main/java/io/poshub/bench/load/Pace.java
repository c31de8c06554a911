package io.poshub.bench.load;

import java.util.concurrent.TimeUnit;

/** How fast calls are sent. */
public sealed interface Pace {

  /** Each connection sends its next call when the last one is answered. */
  record AsAnswered() implements Pace {}

  /** So many a second over all connections, whatever the server does. */
  record PerSecond(double rate) implements Pace {
    public PerSecond {
      if (!(rate > 0)) {
        throw new IllegalArgumentException("a rate must be above zero");
      }
    }

    long gapNanos() {
      return (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    }
  }
}
