package io.poshub.engine.handling;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code order_history}. One connection, one thread. */
public final class HistoryRows {
  /**
   * Entries of one order that are read; who claims and releases without end is not listed further.
   */
  static final int READ_MAX = 1_000;

  private static final Insert APPEND =
      Insert.into(
          "order_history (order_id, n, at, action, terminal, from_status, to_status, reason)", 8);

  private final Connection connection;

  public HistoryRows(Connection connection) {
    this.connection = connection;
  }

  static void append(Writes writes, List<HistoryEntry> entries) {
    for (HistoryEntry entry : entries) {
      writes.insert(
          APPEND,
          entry.orderId(),
          entry.n(),
          Columns.utc(entry.at()),
          entry.action().stored(),
          entry.terminal(),
          entry.from() == null ? null : entry.from().wire(),
          entry.to() == null ? null : entry.to().wire(),
          entry.reason());
    }
  }

  /** What happened to an order, from the beginning. */
  public List<HistoryEntry> of(String orderId) throws SQLException {
    List<HistoryEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT order_id, n, at, action, terminal, from_status, to_status, reason
            FROM order_history WHERE order_id = ? ORDER BY n LIMIT ?
            """)) {
      select.setString(1, orderId);
      select.setInt(2, READ_MAX);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  /** On which terminals orders were looked at. */
  Map<String, Set<String>> seenBy(Collection<String> orderIds) throws SQLException {
    Map<String, Set<String>> seen = new HashMap<>();
    if (orderIds.isEmpty()) {
      return seen;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT order_id, terminal FROM order_history WHERE action = 'seen' AND order_id IN ("
                + Columns.marks(orderIds.size())
                + ")")) {
      int index = 1;
      for (String orderId : orderIds) {
        select.setString(index++, orderId);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          seen.computeIfAbsent(rows.getString(1), _ -> new HashSet<>()).add(rows.getString(2));
        }
      }
    }
    return seen;
  }

  private static HistoryEntry entry(ResultSet row) throws SQLException {
    return new HistoryEntry(
        row.getString("order_id"),
        row.getInt("n"),
        Columns.time(row, "at"),
        HistoryAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
        row.getString("terminal"),
        status(row.getString("from_status")),
        status(row.getString("to_status")),
        row.getString("reason"));
  }

  private static @Nullable OrderStatus status(@Nullable String wire) {
    return wire == null ? null : OrderStatus.BY_WIRE.get(wire);
  }
}
