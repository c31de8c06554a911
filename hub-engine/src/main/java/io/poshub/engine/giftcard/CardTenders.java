package io.poshub.engine.giftcard;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What cards have paid for orders. Virtual threads: everything blocks. */
public final class CardTenders {
  /** Card payments of one order that are told; nobody pays with more cards. */
  public static final int TENDERS_MAX = 200;

  private final Transactions transactions;

  public CardTenders(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A ledger row that took money for an order.
   *
   * @param amount what was taken, greater than zero
   * @param reversed whether it was undone, in whole or in part
   */
  public record CardTender(
      String transactionId,
      String cardId,
      String last4,
      String type,
      Money amount,
      boolean reversed) {}

  /** What was paid for whatever has one of these names, oldest first. */
  public List<CardTender> of(Tenant tenant, Collection<String> orderIds) {
    return orderIds.isEmpty()
        ? List.of()
        : transactions.inTenant(tenant.slug(), connection -> read(connection, tenant, orderIds));
  }

  private static List<CardTender> read(
      Connection connection, Tenant tenant, Collection<String> orderIds) throws SQLException {
    List<CardTender> tenders = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT t.id, t.card_id, c.last4, t.type, -t.amount AS taken, r.id IS NOT NULL AS reversed
            FROM pos_gift_card_transactions t JOIN gift_cards c ON c.id = t.card_id
            LEFT JOIN pos_gift_card_transactions r ON r.card_id = t.card_id AND r.reverses_id = t.id
            WHERE t.type IN ('redeem', 'capture') AND t.amount < 0 AND t.order_id IN (%s)
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
              new CardTender(
                  rows.getString("id"),
                  rows.getString("card_id"),
                  rows.getString("last4"),
                  rows.getString("type"),
                  new Money(rows.getLong("taken"), tenant.currency()),
                  rows.getBoolean("reversed")));
        }
      }
    }
    return tenders;
  }
}
