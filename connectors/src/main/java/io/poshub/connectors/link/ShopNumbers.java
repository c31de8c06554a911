package io.poshub.connectors.link;

import io.poshub.connectors.sql.QueryRows;
import io.poshub.connectors.woo.StoreAddress;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the shops a tenant was ever connected with. A number is given once and never taken
 * back, so a shop that is connected again goes on with its orders. Virtual threads: it blocks.
 */
public final class ShopNumbers {
  /** What stands for a shop that was connected, and left, before shops were told apart. */
  private static final String UNKNOWN = "?";

  /** Somebody else may take the next number in between; nobody connects that many shops at once. */
  private static final int TRIES_MAX = 10;

  private final Transactions transactions;

  public ShopNumbers(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The number of the shop at an address, given now if it has none.
   *
   * @param connected the connection there is; it may be from before shops were told apart
   */
  public ShopNumber of(String tenant, StoreAddress address, @Nullable LinkFacts connected) {
    return transactions.inTenant(
        tenant,
        connection -> {
          rememberFirst(connection, connected);
          return find(connection, address.identity());
        });
  }

  /** Those who came before the numbers keep their plain ids, and nobody else may have them. */
  private static void rememberFirst(Connection connection, @Nullable LinkFacts connected)
      throws SQLException {
    QueryRows query = new QueryRows(connection);
    if (connected != null) {
      query.update(
          "INSERT IGNORE INTO shops (connector, number, identity) VALUES (?, ?, ?)",
          List.of(
              ShopConnector.WOOCOMMERCE, connected.shop().value(), connected.address().identity()));
    } else {
      query.update(
          """
          INSERT IGNORE INTO shops (connector, number, identity)
          SELECT connector, 1, ? FROM shop_orders WHERE connector = ? LIMIT 1
          """,
          List.of(UNKNOWN, ShopConnector.WOOCOMMERCE));
    }
  }

  private static ShopNumber find(Connection connection, String identity) throws SQLException {
    QueryRows query = new QueryRows(connection);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Optional<ShopNumber> number =
          query
              .select(
                  "SELECT number FROM shops WHERE connector = ? AND identity = ?",
                  List.of(ShopConnector.WOOCOMMERCE, identity),
                  row -> new ShopNumber(row.getInt("number")))
              .stream()
              .findFirst();
      if (number.isPresent()) {
        return number.get();
      }
      query.update(
          """
          INSERT IGNORE INTO shops (connector, number, identity)
          SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM shops WHERE connector = ?
          """,
          List.of(ShopConnector.WOOCOMMERCE, identity, ShopConnector.WOOCOMMERCE));
    }
    throw new IllegalStateException("no number could be had for a shop");
  }
}
