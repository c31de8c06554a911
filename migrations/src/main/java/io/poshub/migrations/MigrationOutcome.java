package io.poshub.migrations;

import static java.util.Objects.requireNonNull;

/** What became of one schema. */
public sealed interface MigrationOutcome {

  /** Brought from one version to a higher one; 0 is a schema that had none. */
  record Migrated(int from, int to) implements MigrationOutcome {
    public Migrated {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("migrated from " + from + " to " + to);
      }
    }
  }

  /** Nothing to do. */
  record UpToDate(int version) implements MigrationOutcome {}

  /**
   * Left as it was, or stopped half-way; the reason is one line that says which schema and what to
   * do.
   */
  record Failed(String reason) implements MigrationOutcome {
    public Failed {
      requireNonNull(reason, "reason is null");
    }
  }
}
