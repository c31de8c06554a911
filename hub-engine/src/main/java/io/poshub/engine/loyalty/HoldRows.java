package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.Hold;
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
import java.util.List;
import java.util.Locale;

/** The SQL of {@code loyalty_holds}. One connection, one thread; the account's lock guards them. */
final class HoldRows {
  private static final Insert WRITE =
      Insert.into(
              "loyalty_holds (id, account_id, points, status, captured_points, order_id, expires_at,"
                  + " created_at)",
              8)
          .orUpdate("status = VALUES(status), captured_points = VALUES(captured_points)");

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
  static void write(Writes writes, Collection<PointsHold> holds) {
    for (PointsHold hold : holds) {
      writes.insert(
          WRITE,
          hold.id(),
          hold.accountId(),
          hold.hold().amount(),
          hold.hold().status().name().toLowerCase(Locale.ROOT),
          hold.hold().capturedAmount(),
          hold.orderId(),
          Columns.utc(hold.hold().expiresAt()),
          Columns.utc(hold.createdAt()));
    }
  }

  /** Gives all holds of one account to another. */
  static void move(Writes writes, String fromAccountId, String toAccountId) {
    writes.add(
        "UPDATE loyalty_holds SET account_id = ? WHERE account_id = ?", toAccountId, fromAccountId);
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
