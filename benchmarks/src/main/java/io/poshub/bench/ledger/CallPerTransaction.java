package io.poshub.bench.ledger;

import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The baseline: what one would write without a lane. Every deduction is a transaction of its own
 * that locks the card, writes the same rows as the hub does (ledger row, balance, event, stream
 * head) and commits. Any thread.
 */
final class CallPerTransaction {
  private static final int DEADLOCK = 1213;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int ATTEMPTS_MAX = 20;

  private final Transactions transactions;
  private final Ids ids;

  CallPerTransaction(Transactions transactions, Ids ids) {
    this.transactions = transactions;
    this.ids = ids;
  }

  /** Whether the card held enough. */
  boolean deduct(Tenant tenant, CardRef.ById card, long minor) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = transactions.beginInTenant(tenant.slug())) {
        boolean taken = deduct(connection, tenant, card.id(), minor);
        connection.commit();
        return taken;
      } catch (SQLException e) {
        boolean again = e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
        if (!again || attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private boolean deduct(Connection connection, Tenant tenant, String card, long minor)
      throws SQLException {
    long balance;
    long entries;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT balance, entries FROM gift_cards WHERE id = ? FOR UPDATE")) {
      select.setString(1, card);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no such card");
        }
        balance = row.getLong(1);
        entries = row.getLong(2);
      }
    }
    if (balance < minor) {
      return false;
    }
    writeLedger(connection, tenant, card, entries + 1, balance, minor);
    writeBalance(connection, card, balance - minor, entries + 1);
    writeEvent(connection, tenant, card, balance - minor);
    return true;
  }

  private void writeLedger(
      Connection connection, Tenant tenant, String card, long entry, long before, long minor)
      throws SQLException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO pos_gift_card_transactions (id, card_id, entry, type, amount, held_amount,
              balance_before, balance_after, currency, terminal, occurred_at, recorded_at)
            VALUES (?, ?, ?, 'redeem', ?, 0, ?, ?, ?, 'till', ?, ?)
            """)) {
      insert.setString(1, ids.next());
      insert.setString(2, card);
      insert.setLong(3, entry);
      insert.setLong(4, -minor);
      insert.setLong(5, before);
      insert.setLong(6, before - minor);
      insert.setString(7, tenant.currency().getCurrencyCode());
      insert.setObject(8, now);
      insert.setObject(9, now);
      insert.executeUpdate();
    }
  }

  private static void writeBalance(Connection connection, String card, long balance, long entries)
      throws SQLException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE gift_cards SET balance = ?, entries = ?, updated_at = ?, last_used_at = ?
            WHERE id = ?
            """)) {
      update.setLong(1, balance);
      update.setLong(2, entries);
      update.setObject(3, now);
      update.setObject(4, now);
      update.setString(5, card);
      update.executeUpdate();
    }
  }

  private void writeEvent(Connection connection, Tenant tenant, String card, long balance)
      throws SQLException {
    String heads = "`" + transactions.schemas().main() + "`.stream_heads";
    long seq;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT seq FROM " + heads + " WHERE tenant = ? FOR UPDATE")) {
      select.setString(1, tenant.slug());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no stream");
        }
        seq = row.getLong(1) + 1;
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO events (seq, id, type, at, data) VALUES (?, ?, 'gift_card_updated', ?, ?)")) {
      insert.setLong(1, seq);
      insert.setString(2, ids.next());
      insert.setObject(3, LocalDateTime.now(ZoneOffset.UTC));
      insert.setString(
          4, "{\"gift_card\":{\"id\":\"" + card + "\",\"balance_minor\":" + balance + "}}");
      insert.executeUpdate();
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + heads + " SET seq = ? WHERE tenant = ?")) {
      update.setLong(1, seq);
      update.setString(2, tenant.slug());
      update.executeUpdate();
    }
  }
}
