package io.poshub.engine.loyalty;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What points have paid for orders, and what orders have earned. Virtual threads: it blocks. */
public final class PointTenders {
  /** Rows of one order that are told. */
  public static final int TENDERS_MAX = 200;

  private final Transactions transactions;

  public PointTenders(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A ledger row that an order has caused.
   *
   * @param points signed: taken for the order, or earned by it
   * @param reversed whether it was undone, in whole or in part
   */
  public record PointTender(
      String transactionId, String phone, String type, long points, boolean reversed) {}

  /** What was moved for whatever has one of these names, oldest first. */
  public List<PointTender> of(Tenant tenant, Collection<String> orderIds) {
    return orderIds.isEmpty()
        ? List.of()
        : transactions.inTenant(tenant.slug(), connection -> read(connection, orderIds));
  }

  private static List<PointTender> read(Connection connection, Collection<String> orderIds)
      throws SQLException {
    List<PointTender> tenders = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT t.id, c.phone, t.type, t.points, r.id IS NOT NULL AS reversed
            FROM pos_loyalty_transactions t JOIN customers c ON c.id = t.account_id
            LEFT JOIN pos_loyalty_transactions r
              ON r.account_id = t.account_id AND r.reverses_id = t.id
            WHERE t.type IN ('earn', 'redeem', 'capture') AND t.points <> 0 AND t.order_id IN (%s)
            ORDER BY t.id LIMIT ?
            """
                .formatted(Columns.marks(orderIds.size())))) {
      int index = 1;
      for (String orderId : orderIds) {
        select.setString(index++, orderId);
      }
      select.setInt(index, TENDERS_MAX);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          tenders.add(
              new PointTender(
                  rows.getString("id"),
                  rows.getString("phone"),
                  rows.getString("type"),
                  rows.getLong("points"),
                  rows.getBoolean("reversed")));
        }
      }
    }
    return tenders;
  }
}
