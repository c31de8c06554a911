package io.poshub.chaos.check;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** A broken promise: which, to whom, and what shows it. */
public record Violation(ViolationKind kind, String who, String evidence) {
  public Violation {
    requireNonNull(kind, "kind is null");
    requireNonNull(who, "who is null");
    requireNonNull(evidence, "evidence is null");
  }

  public String line() {
    return kind.name().toLowerCase(Locale.ROOT)
        + " ("
        + kind.meaning()
        + "): "
        + who
        + ": "
        + evidence;
  }
}
