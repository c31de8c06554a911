package io.poshub.connectors.link;

import io.poshub.connectors.woo.StoreAddress;
import io.poshub.engine.sql.Transactions;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the shops a tenant was ever connected with. A number is given once and never taken
 * back, so a shop that is connected again goes on with its orders. Virtual threads: it blocks.
 */
public final class ShopNumbers {
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
          ShopNumberRows rows = new ShopNumberRows(connection);
          // Those who came before the numbers keep their plain ids, and nobody else may have them.
          if (connected == null) {
            rows.keepFirst();
          } else {
            rows.add(connected.shop(), connected.address().identity());
          }
          return number(rows, address.identity());
        });
  }

  private static ShopNumber number(ShopNumberRows rows, String identity) throws SQLException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Optional<ShopNumber> number = rows.find(identity);
      if (number.isPresent()) {
        return number.get();
      }
      rows.addNext(identity);
    }
    throw new IllegalStateException("no number could be had for a shop");
  }
}
