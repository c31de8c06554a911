package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many orders there are and what they come to.
 *
 * @param byStatus every status, also those without an order
 * @param revenue of orders neither rejected nor cancelled
 */
public record OrderStats(int orders, Map<String, Integer> byStatus, Money revenue) {
  public OrderStats {
    requireNonNull(revenue, "revenue is null");
  }

  static OrderStats read(Connection connection, OrderTerms terms, Currency currency)
      throws SQLException {
    Map<String, Integer> byStatus = new LinkedHashMap<>();
    OrderStatus.BY_WIRE.keySet().forEach(status -> byStatus.put(status, 0));
    int orders = 0;
    Money revenue = Money.zero(currency);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT status, COUNT(*) AS orders, SUM(total) AS total FROM orders "
                + terms.where()
                + " GROUP BY status")) {
      int index = 1;
      for (Object value : terms.values()) {
        select.setObject(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String status = rows.getString("status");
          byStatus.put(status, rows.getInt("orders"));
          orders += rows.getInt("orders");
          if (!status.equals("rejected") && !status.equals("cancelled")) {
            revenue = revenue.plus(new Money(rows.getLong("total"), currency));
          }
        }
      }
    }
    return new OrderStats(orders, byStatus, revenue);
  }
}
