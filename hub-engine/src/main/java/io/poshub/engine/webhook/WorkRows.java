package io.poshub.engine.webhook;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code webhook_work}. One connection, one thread. */
final class WorkRows {
  private static final String THIS_ONE = " WHERE tenant = ? AND webhook_id = ?";

  private final Connection connection;
  private final String main;
  private final String table;

  WorkRows(Connection connection, String mainSchema) {
    this.connection = connection;
    this.main = "`" + mainSchema + "`";
    this.table = table(mainSchema);
  }

  /** One webhook of one tenant. */
  record Key(String tenant, String webhookId) {}

  /** A new webhook begins where the stream ends. */
  static void insert(Writes writes, String mainSchema, Key key) {
    String sql =
        "INSERT INTO "
            + table(mainSchema)
            + " (tenant, webhook_id, epoch, after_seq) SELECT tenant, ?, epoch, seq FROM `"
            + mainSchema
            + "`.stream_heads WHERE tenant = ?";
    writes.add(sql, key.webhookId(), key.tenant());
  }

  static void delete(Writes writes, String mainSchema, Key key) {
    writes.add("DELETE FROM " + table(mainSchema) + THIS_ONE, key.tenant(), key.webhookId());
  }

  /** Webhooks that nobody delivers to at the moment and that have something to be delivered. */
  List<Key> due(Instant now, int limit) throws SQLException {
    String sql =
        "SELECT w.tenant, w.webhook_id FROM "
            + table
            + " w JOIN "
            + main
            + ".stream_heads h ON h.tenant = w.tenant JOIN "
            + main
            + ".tenants t ON t.slug = w.tenant AND t.active"
            + " WHERE (w.leased_until IS NULL OR w.leased_until <= ?)"
            + " AND (h.seq > w.after_seq OR h.epoch <> w.epoch OR w.next_at <= ?) LIMIT ?";
    List<Key> due = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, Columns.utc(now));
      select.setString(2, Columns.utc(now));
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(new Key(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return due;
  }

  /** Takes or renews the lease; false if somebody else has it. */
  boolean lease(Key key, String courier, Instant now, Instant until) throws SQLException {
    return update(
            "UPDATE "
                + table
                + " SET leased_by = ?, leased_until = ?"
                + THIS_ONE
                + " AND (leased_by IS NULL OR leased_by = ? OR leased_until <= ?)",
            courier,
            Columns.utc(until),
            key.tenant(),
            key.webhookId(),
            courier,
            Columns.utc(now))
        == 1;
  }

  /** Gives the lease back, if it is still this courier's. */
  void release(Key key, String courier, @Nullable Instant nextAt) throws SQLException {
    update(
        "UPDATE "
            + table
            + " SET leased_by = NULL, leased_until = NULL, next_at = ?"
            + THIS_ONE
            + " AND leased_by = ?",
        Columns.utc(nextAt),
        key.tenant(),
        key.webhookId(),
        courier);
  }

  /** Where the webhook's cursor stands; nothing else can move it until the transaction ends. */
  Optional<Position> lock(Key key) throws SQLException {
    return position(key, " FOR UPDATE");
  }

  Optional<Position> find(Key key) throws SQLException {
    return position(key, "");
  }

  void advance(Key key, Position to) throws SQLException {
    update(
        "UPDATE " + table + " SET epoch = ?, after_seq = ?" + THIS_ONE,
        to.epoch(),
        to.seq(),
        key.tenant(),
        key.webhookId());
  }

  /** Says that something is due at a time, unless it is due before anyway. */
  static void callAt(
      Writes writes, String mainSchema, String tenant, Collection<String> webhookIds, Instant at) {
    String sql =
        "UPDATE " + table(mainSchema) + " SET next_at = LEAST(COALESCE(next_at, ?), ?)" + THIS_ONE;
    for (String webhookId : webhookIds) {
      writes.add(sql, Columns.utc(at), Columns.utc(at), tenant, webhookId);
    }
  }

  private static String table(String mainSchema) {
    return "`" + mainSchema + "`.webhook_work";
  }

  private Optional<Position> position(Key key, String suffix) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT epoch, after_seq FROM " + table + THIS_ONE + suffix)) {
      select.setString(1, key.tenant());
      select.setString(2, key.webhookId());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Position(row.getString(1), row.getLong(2)))
            : Optional.empty();
      }
    }
  }

  private int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }
}
