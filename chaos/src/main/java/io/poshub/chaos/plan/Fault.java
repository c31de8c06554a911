package io.poshub.chaos.plan;

import static java.util.Objects.requireNonNull;

/**
 * One fault. {@code durationMillis} is how long a network fault lasts, or how long a killed hub
 * stays away; {@code line} counts for network faults only.
 */
public record Fault(FaultKind kind, Line line, int atMillis, int durationMillis) {
  public Fault {
    requireNonNull(kind, "kind is null");
    requireNonNull(line, "line is null");
    if (atMillis < 0 || durationMillis < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  @Override
  public String toString() {
    String where = kind.isNetwork() ? "(" + line.word() + ")" : "";
    return kind.word() + where + "@" + atMillis + "+" + durationMillis;
  }
}
