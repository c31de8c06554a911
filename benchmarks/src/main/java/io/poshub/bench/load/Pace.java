package io.poshub.bench.load;

import java.util.concurrent.TimeUnit;

/** How fast calls are sent. */
public sealed interface Pace {

  /** The same for a load that only warms up. */
  Pace warmUp();

  /** Each connection sends its next call when the last one is answered. */
  record AsAnswered() implements Pace {
    @Override
    public Pace warmUp() {
      return this;
    }
  }

  /**
   * So many a second over all connections, whatever the server does.
   *
   * @param sendsOverdue whether calls that are still to be sent when the time is over are sent; a
   *     server that cannot take the rate would warm up for many times the time
   */
  record PerSecond(double rate, boolean sendsOverdue) implements Pace {
    public PerSecond {
      if (!(rate > 0)) {
        throw new IllegalArgumentException("a rate must be above zero");
      }
    }

    public PerSecond(double rate) {
      this(rate, true);
    }

    @Override
    public Pace warmUp() {
      return new PerSecond(rate, false);
    }

    long gapNanos() {
      return (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    }
  }
}
