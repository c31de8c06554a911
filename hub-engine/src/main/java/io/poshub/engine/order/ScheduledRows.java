package io.poshub.engine.order;

import io.poshub.engine.sql.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The SQL of {@code scheduled_orders}. One connection, one thread. */
final class ScheduledRows {
  private final Connection connection;
  private final String table;

  ScheduledRows(Connection connection, String mainSchema) {
    this.connection = connection;
    this.table = "`" + mainSchema + "`.scheduled_orders";
  }

  /** An order whose time has come. */
  record Due(String tenant, String orderId) {}

  void insert(String tenant, Map<String, Instant> dueAtByOrder) throws SQLException {
    if (dueAtByOrder.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (tenant, order_id, due_at) VALUES (?, ?, ?)")) {
      for (Map.Entry<String, Instant> order : dueAtByOrder.entrySet()) {
        insert.setString(1, tenant);
        insert.setString(2, order.getKey());
        insert.setString(3, Columns.utc(order.getValue()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void delete(String tenant, Collection<String> orderIds) throws SQLException {
    if (orderIds.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + table + " WHERE tenant = ? AND order_id = ?")) {
      for (String orderId : orderIds) {
        delete.setString(1, tenant);
        delete.setString(2, orderId);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  List<Due> due(Instant now, int limit) throws SQLException {
    List<Due> due = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT tenant, order_id FROM "
                + table
                + " WHERE due_at <= ? ORDER BY due_at LIMIT ?")) {
      select.setString(1, Columns.utc(now));
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.add(new Due(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return due;
  }
}
