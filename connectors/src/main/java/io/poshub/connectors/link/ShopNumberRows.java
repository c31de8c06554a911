package io.poshub.connectors.link;

import io.poshub.connectors.sql.QueryRows;
import io.poshub.engine.shop.ShopConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code shops}. One connection in a tenant's schema, one thread. */
final class ShopNumberRows {
  /** What stands for a shop that was connected, and left, before shops were told apart. */
  private static final String UNKNOWN = "?";

  private final QueryRows query;

  ShopNumberRows(Connection connection) {
    this.query = new QueryRows(connection);
  }

  Optional<ShopNumber> find(String identity) throws SQLException {
    return query
        .select(
            "SELECT number FROM shops WHERE connector = ? AND identity = ?",
            List.of(ShopConnector.WOOCOMMERCE, identity),
            row -> new ShopNumber(row.getInt("number")))
        .stream()
        .findFirst();
  }

  /** Does nothing if the number or the shop is there already. */
  void add(ShopNumber number, String identity) throws SQLException {
    query.update(
        "INSERT IGNORE INTO shops (connector, number, identity) VALUES (?, ?, ?)",
        List.of(ShopConnector.WOOCOMMERCE, number.value(), identity));
  }

  /** Gives the next number, unless somebody else is giving it at this moment. */
  void addNext(String identity) throws SQLException {
    query.update(
        """
        INSERT IGNORE INTO shops (connector, number, identity)
        SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM shops WHERE connector = ?
        """,
        List.of(ShopConnector.WOOCOMMERCE, identity, ShopConnector.WOOCOMMERCE));
  }

  /** Orders that nobody knows the shop of are the first one's. */
  void keepFirst() throws SQLException {
    query.update(
        """
        INSERT IGNORE INTO shops (connector, number, identity)
        SELECT connector, 1, ? FROM shop_orders WHERE connector = ? LIMIT 1
        """,
        List.of(UNKNOWN, ShopConnector.WOOCOMMERCE));
  }
}
