package io.poshub.engine.handling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What a terminal wants to do with an order, or tells that it has done. */
public sealed interface HandlingWish {
  int LEASE_MIN_S = 1;
  int LEASE_MAX_S = 600;
  int LEASE_DEFAULT_S = 60;

  String terminal();

  /** To be the one that prints it, or to stay it. */
  record Claim(String terminal, Duration lease) implements HandlingWish {
    public Claim {
      requireNonNull(terminal, "terminal is null");
      if (lease.toSeconds() < LEASE_MIN_S || lease.toSeconds() > LEASE_MAX_S) {
        throw new IllegalArgumentException("lease is out of bounds: " + lease);
      }
    }
  }

  /** To leave the printing to others. */
  record Release(String terminal, long fence) implements HandlingWish {
    public Release {
      requireNonNull(terminal, "terminal is null");
    }
  }

  /** It is on paper. */
  record Printed(String terminal, long fence) implements HandlingWish {
    public Printed {
      requireNonNull(terminal, "terminal is null");
    }
  }

  /** It is on paper once more, because somebody asked for it. */
  record Reprint(String terminal) implements HandlingWish {
    public Reprint {
      requireNonNull(terminal, "terminal is null");
    }
  }

  /** A person has looked at it. */
  record Seen(String terminal) implements HandlingWish {
    public Seen {
      requireNonNull(terminal, "terminal is null");
    }
  }
}
