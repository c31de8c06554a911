package io.poshub.connectors.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Until when something may go on. Any thread. */
record Deadline(Instant end, InstantSource clock) {

  static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  boolean isOver() {
    return !clock.instant().isBefore(end);
  }
}
