package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.Hold;
import io.poshub.engine.sql.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The SQL of {@code loyalty_holds}. One connection, one thread; the account's lock guards them. */
final class HoldRows {
  private static final String WRITE =
      """
      INSERT INTO loyalty_holds (id, account_id, points, status, captured_points, order_id, \
      expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE \
      status = VALUES(status), captured_points = VALUES(captured_points)\
      """;

  private final Connection connection;

  HoldRows(Connection connection) {
    this.connection = connection;
  }

  List<PointsHold> find(Collection<String> ids) throws SQLException {
    return ids.isEmpty()
        ? List.of()
        : select("WHERE id IN (" + Columns.marks(ids.size()) + ")", ids);
  }

  /** Open holds of these accounts whose time is over, oldest first. */
  List<PointsHold> lapsed(Collection<String> accountIds, Instant now) throws SQLException {
    if (accountIds.isEmpty()) {
      return List.of();
    }
    List<String> values = new ArrayList<>(accountIds);
    values.add(Columns.utc(now));
    return select(
        "WHERE account_id IN ("
            + Columns.marks(accountIds.size())
            + ") AND status = 'open' AND expires_at <= ? ORDER BY expires_at, id",
        values);
  }

  /** Writes holds as they are now, new ones too. */
  void write(Collection<PointsHold> holds) throws SQLException {
    if (holds.isEmpty()) {
      return;
    }
    try (PreparedStatement write = connection.prepareStatement(WRITE)) {
      for (PointsHold hold : holds) {
        write.setString(1, hold.id());
        write.setString(2, hold.accountId());
        write.setLong(3, hold.hold().amount());
        write.setString(4, hold.hold().status().name().toLowerCase(Locale.ROOT));
        write.setLong(5, hold.hold().capturedAmount());
        write.setString(6, hold.orderId());
        write.setString(7, Columns.utc(hold.hold().expiresAt()));
        write.setString(8, Columns.utc(hold.createdAt()));
        write.addBatch();
      }
      write.executeBatch();
    }
  }

  /** Gives all holds of one account to another. */
  void move(String fromAccountId, String toAccountId) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE loyalty_holds SET account_id = ? WHERE account_id = ?")) {
      update.setString(1, toAccountId);
      update.setString(2, fromAccountId);
      update.executeUpdate();
    }
  }

  private List<PointsHold> select(String where, Collection<String> values) throws SQLException {
    List<PointsHold> holds = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM loyalty_holds " + where)) {
      int index = 1;
      for (String value : values) {
        select.setString(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          holds.add(hold(rows));
        }
      }
    }
    return holds;
  }

  private static PointsHold hold(ResultSet row) throws SQLException {
    return new PointsHold(
        row.getString("account_id"),
        new Hold(
            row.getString("id"),
            row.getLong("points"),
            Hold.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getLong("captured_points"),
            Columns.time(row, "expires_at")),
        row.getString("order_id"),
        Columns.time(row, "created_at"));
  }
}
