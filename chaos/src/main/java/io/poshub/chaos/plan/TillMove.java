package io.poshub.chaos.plan;

import static java.util.Objects.requireNonNull;

/** Something one till does by itself. {@code till} counts within its tenant. */
public record TillMove(Kind kind, int tenant, int till, int atMillis, int durationMillis) {
  public TillMove {
    requireNonNull(kind, "kind is null");
  }

  /** What it does. */
  public enum Kind {
    /** Drops its socket without a word and comes back. */
    DROP,
    /** Stops reading for a while. */
    PAUSE,
    /** Opens a second socket under the same name; the first has to go. */
    TWIN
  }
}
