package io.poshub.migrations;

import java.util.List;

/** Where a schema stands against the scripts. A pure reading of its history. */
sealed interface SchemaState {

  /** All scripts have run, unchanged. */
  record Current(int version) implements SchemaState {}

  /** Flyway has work, or an objection; 0 is a schema without a history. */
  record Behind(int version) implements SchemaState {}

  /** A newer hub has been here. */
  record Ahead(int version) implements SchemaState {}

  /** A script failed between two statements. */
  record HalfDone(int version) implements SchemaState {}

  /** A row of the history table. */
  record Applied(int version, int checksum, boolean success) {}

  static SchemaState of(List<Applied> history, Scripts scripts) {
    int version = 0;
    boolean unchanged = true;
    for (Applied applied : history) {
      if (!applied.success()) {
        return new HalfDone(applied.version());
      }
      version = Math.max(version, applied.version());
      Integer checksum = scripts.checksums().get(applied.version());
      unchanged &= checksum != null && checksum == applied.checksum();
    }
    if (version > scripts.newest()) {
      return new Ahead(version);
    }
    boolean complete = unchanged && history.size() == scripts.checksums().size();
    return complete ? new Current(version) : new Behind(version);
  }
}
