package io.poshub.engine.timer;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code timers}. One connection, one thread. */
final class TimerRows {
  private static final String THIS_ONE = " WHERE tenant = ? AND kind = ? AND ref = ?";

  private final Connection connection;
  private final String table;

  TimerRows(Connection connection, String mainSchema) {
    this.connection = connection;
    this.table = table(mainSchema);
  }

  static void write(
      Writes writes, String mainSchema, String tenant, Map<TimerSet.Key, Instant> dueAtByKey) {
    Insert insert =
        Insert.into(table(mainSchema) + " (tenant, kind, ref, due_at)", 4)
            .orUpdate("due_at = VALUES(due_at), attempts = 0, last_error = NULL, dead_at = NULL");
    dueAtByKey.forEach((key, dueAt) ->
        writes.insert(insert, tenant, key.kind().wire(), key.ref(), Columns.utc(dueAt)));
  }

  static void delete(
      Writes writes, String mainSchema, String tenant, Collection<TimerSet.Key> keys) {
    String sql = "DELETE FROM " + table(mainSchema) + THIS_ONE;
    keys.forEach(key -> writes.add(sql, tenant, key.kind().wire(), key.ref()));
  }

  /** Deletes the timers whose ref begins with that of a key. */
  static void deleteAll(
      Writes writes, String mainSchema, String tenant, Collection<TimerSet.Key> prefixes) {
    String sql =
        "DELETE FROM " + table(mainSchema) + " WHERE tenant = ? AND kind = ? AND ref LIKE ?";
    prefixes.forEach(key -> writes.add(sql, tenant, key.kind().wire(), key.ref() + "%"));
  }

  private static String table(String mainSchema) {
    return "`" + mainSchema + "`.timers";
  }

  /** Locks timers, and says which of them are there. */
  Set<TimerSet.Key> lock(String tenant, Collection<TimerSet.Key> keys) throws SQLException {
    Set<TimerSet.Key> found = new HashSet<>();
    if (keys.isEmpty()) {
      return found;
    }
    String terms = String.join(" OR ", Collections.nCopies(keys.size(), "(kind = ? AND ref = ?)"));
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT kind, ref FROM "
                + table
                + " WHERE tenant = ? AND ("
                + terms
                + ") ORDER BY kind, ref FOR UPDATE")) {
      int index = 1;
      select.setString(index++, tenant);
      for (TimerSet.Key key : keys) {
        select.setString(index++, key.kind().wire());
        select.setString(index++, key.ref());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new TimerSet.Key(new TimerKind(rows.getString("kind")), rows.getString("ref")));
        }
      }
    }
    return found;
  }

  /** What is due, longest due first, locked; what another node has just locked is left out. */
  List<Timer> lockDue(Collection<TimerKind> kinds, Instant now, int limit) throws SQLException {
    String sql =
        "SELECT tenant, kind, ref, attempts FROM "
            + table
            + " WHERE dead_at IS NULL AND due_at <= ? AND kind IN ("
            + Columns.marks(kinds.size())
            + ") ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED";
    List<Timer> due = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      select.setString(index++, Columns.utc(now));
      for (TimerKind kind : kinds) {
        select.setString(index++, kind.wire());
      }
      select.setInt(index, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(
              new Timer(
                  rows.getString("tenant"),
                  new TimerKind(rows.getString("kind")),
                  rows.getString("ref"),
                  rows.getInt("attempts") + 1));
        }
      }
    }
    return due;
  }

  /** Counts an attempt that is about to be made, and says when the next one would be. */
  void postpone(Timer timer, Instant nextAt) throws SQLException {
    update("attempts = ?, due_at = ?", timer, timer.attempt(), Columns.utc(nextAt));
  }

  void bury(Timer timer, Instant now) throws SQLException {
    update("dead_at = ?", timer, Columns.utc(now));
  }

  void noteFailure(Timer timer, String error) throws SQLException {
    update("last_error = ?", timer, error);
  }

  List<DeadTimer> dead(String tenant, int limit) throws SQLException {
    List<DeadTimer> dead = new ArrayList<>();
    String sql =
        "SELECT kind, ref, attempts, last_error, dead_at FROM "
            + table
            + " WHERE tenant = ? AND dead_at IS NOT NULL ORDER BY dead_at DESC, kind, ref LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, tenant);
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          dead.add(
              new DeadTimer(
                  rows.getString("kind"),
                  rows.getString("ref"),
                  rows.getInt("attempts"),
                  rows.getString("last_error"),
                  Columns.time(rows, "dead_at")));
        }
      }
    }
    return dead;
  }

  /** Gives a tenant's dead timers all their attempts again; returns how many there were. */
  int revive(String tenant, Instant now) throws SQLException {
    String sql =
        "UPDATE "
            + table
            + " SET dead_at = NULL, attempts = 0, due_at = ?"
            + " WHERE tenant = ? AND dead_at IS NOT NULL";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, Columns.utc(now));
      update.setString(2, tenant);
      return update.executeUpdate();
    }
  }

  private void update(String assignments, Timer timer, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + table + " SET " + assignments + THIS_ONE)) {
      int index = 1;
      for (@Nullable Object value : values) {
        update.setObject(index++, value);
      }
      update.setString(index++, timer.tenant());
      update.setString(index++, timer.kind().wire());
      update.setString(index, timer.ref());
      update.executeUpdate();
    }
  }
}
