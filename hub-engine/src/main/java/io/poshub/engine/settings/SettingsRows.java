package io.poshub.engine.settings;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The SQL of {@code settings}. One connection, one thread. */
final class SettingsRows {
  private static final int FIRST_VERSION = 1;

  private final Connection connection;

  SettingsRows(Connection connection) {
    this.connection = connection;
  }

  record Stored(Settings settings, int version) {}

  Optional<Stored> find() throws SQLException {
    return select("");
  }

  Optional<Stored> lock() throws SQLException {
    return select(" FOR UPDATE");
  }

  /** The first version is inserted: should another node do so too, one of them starts again. */
  static void write(Writes writes, Settings settings, int version, Instant now) {
    String sql =
        version == FIRST_VERSION
            ? "INSERT INTO settings (document, version, updated_at, id) VALUES (?, ?, ?, 1)"
            : "UPDATE settings SET document = ?, version = ?, updated_at = ? WHERE id = 1";
    writes.add(sql, Json.write(settings), version, Columns.utc(now));
  }

  private Optional<Stored> select(String suffix) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT document, version FROM settings WHERE id = 1" + suffix);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Stored(SettingsReader.stored(row.getString("document")), row.getInt("version")))
          : Optional.empty();
    }
  }
}
