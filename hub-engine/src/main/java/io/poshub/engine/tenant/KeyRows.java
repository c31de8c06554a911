package io.poshub.engine.tenant;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.tenant.KeyInfo;
import io.poshub.protocol.tenant.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The SQL of {@code api_keys}. One connection, one thread. */
final class KeyRows {
  private static final String COLUMNS =
      "id, tenant, role, name, prefix, last4, created_at, expires_at, last_used_at";

  private final Connection connection;

  KeyRows(Connection connection) {
    this.connection = connection;
  }

  void insert(String tenant, IssuedKey key) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO api_keys ("
                + COLUMNS
                + ", key_hash) VALUES ("
                + Columns.marks(10)
                + ")")) {
      KeyInfo info = key.info();
      insert.setString(1, info.id());
      insert.setString(2, tenant);
      insert.setString(3, info.role().wire());
      insert.setString(4, info.name());
      insert.setString(5, info.prefix());
      insert.setString(6, info.last4());
      insert.setString(7, Columns.utc(info.createdAt()));
      insert.setString(8, Columns.utc(info.expiresAt()));
      insert.setString(9, Columns.utc(info.lastUsedAt()));
      insert.setBytes(10, key.secret().hash());
      insert.executeUpdate();
    }
  }

  /**
   * Live keys by what is stored of them.
   *
   * @param hashes in hexadecimal digits
   */
  Map<String, Caller> find(Set<String> hashes, Instant now) throws SQLException {
    List<byte[]> stored = hashes.stream().map(HexFormat.of()::parseHex).toList();
    return callers("key_hash", Columns.padded(stored), now);
  }

  /** A live key by its id. */
  Optional<Caller> findById(String id, Instant now) throws SQLException {
    return callers("id", List.of(id), now).values().stream().findFirst();
  }

  /** Keys that are not revoked, newest first; expired ones are shown, so that people see why. */
  List<KeyInfo> list(String tenant, String beforeId, int limit) throws SQLException {
    List<KeyInfo> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM api_keys WHERE tenant = ? AND id < ? AND revoked_at IS NULL"
                + " ORDER BY id DESC LIMIT ?")) {
      select.setString(1, tenant);
      select.setString(2, beforeId);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(
              new KeyInfo(
                  rows.getString("id"),
                  role(rows),
                  rows.getString("name"),
                  rows.getString("prefix"),
                  rows.getString("last4"),
                  Columns.time(rows, "created_at"),
                  Columns.timeOrNull(rows, "expires_at"),
                  Columns.timeOrNull(rows, "last_used_at")));
        }
      }
    }
    return keys;
  }

  /** Whether there was such a key to revoke. */
  boolean revoke(String tenant, String id, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND tenant = ? AND revoked_at IS NULL")) {
      update.setString(1, Columns.utc(now));
      update.setString(2, id);
      update.setString(3, tenant);
      return update.executeUpdate() == 1;
    }
  }

  /** Keys revoked since a time. */
  List<String> revokedSince(Instant since) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM api_keys WHERE revoked_at >= ?")) {
      select.setString(1, Columns.utc(since));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  /** Notes when a key was last used. */
  static void used(Writes writes, String mainSchema, String id, Instant at) {
    writes.add(
        "UPDATE `"
            + mainSchema
            + "`.api_keys SET last_used_at = GREATEST(COALESCE(last_used_at, ?), ?) WHERE id = ?",
        Columns.utc(at),
        Columns.utc(at),
        id);
  }

  /** By their hashes. */
  private Map<String, Caller> callers(String column, List<?> values, Instant now)
      throws SQLException {
    Map<String, Caller> callers = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + ", key_hash FROM api_keys WHERE "
                + column
                + " IN ("
                + Columns.marks(values.size())
                + ") AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)")) {
      int index = 1;
      for (Object value : values) {
        select.setObject(index++, value);
      }
      select.setString(index, Columns.utc(now));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          callers.put(HexFormat.of().formatHex(rows.getBytes("key_hash")), caller(rows));
        }
      }
    }
    return callers;
  }

  private static Caller caller(ResultSet row) throws SQLException {
    return new Caller(
        row.getString("id"),
        row.getString("tenant"),
        role(row),
        Columns.timeOrNull(row, "expires_at"));
  }

  private static Role role(ResultSet row) throws SQLException {
    return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
  }
}
