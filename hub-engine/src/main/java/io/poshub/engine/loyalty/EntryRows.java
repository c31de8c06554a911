package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The SQL of the loyalty ledger. One connection, one thread. */
final class EntryRows {
  private static final Insert INSERT =
      Insert.into(
          """
          pos_loyalty_transactions (id, account_id, entry, type, points, held_points, \
          balance_before, balance_after, held_after, lifetime_after, amount, order_id, \
          earned_order_id, reason, terminal, note, idempotency_key, reverses_id, other_account_id, \
          hold_id, chain, occurred_at, recorded_at)\
          """,
          23);

  /** Rows with the account they belong to, or belong to now that it was merged. */
  private static final String SELECT_OWNED =
      """
      SELECT t.*, c.phone, c.name, c.created_at, COALESCE(c.merged_into, c.id) AS owner_id \
      FROM pos_loyalty_transactions t JOIN customers c ON c.id = t.account_id \
      """;

  private final Connection connection;
  private final Currency currency;

  EntryRows(Connection connection, Currency currency) {
    this.connection = connection;
    this.currency = currency;
  }

  /** A ledger row and its place. */
  record Numbered(long entry, LoyaltyTransaction row) {}

  static void insert(Writes writes, List<AccountEntry> entries) {
    for (AccountEntry entry : entries) {
      LoyaltyTransaction row = entry.row();
      AccountState after = entry.after();
      boolean earn = row.type() == LoyaltyTransaction.Type.EARN;
      writes.insert(
          INSERT,
          row.id(),
          after.id(),
          after.entries(),
          row.type().name().toLowerCase(Locale.ROOT),
          row.points(),
          row.heldPoints(),
          row.balanceBefore(),
          row.balanceAfter(),
          after.purse().held(),
          after.lifetimePoints(),
          row.amount() == null ? null : row.amount().minor(),
          row.orderId(),
          earn ? row.orderId() : null,
          row.reason(),
          row.terminal(),
          row.note(),
          row.idempotencyKey(),
          row.reversesId(),
          row.otherAccountId(),
          entry.holdId(),
          requireNonNull(after.chain(), "chain is null").bytes(),
          Columns.utc(row.occurredAt()),
          Columns.utc(row.recordedAt()));
    }
  }

  /** What each of these orders has earned, as it was answered then. */
  Map<String, EarlierEarn> earned(Collection<String> orderIds) throws SQLException {
    Map<String, EarlierEarn> earned = new HashMap<>();
    if (orderIds.isEmpty()) {
      return earned;
    }
    String sql =
        SELECT_OWNED + "WHERE t.earned_order_id IN (" + Columns.marks(orderIds.size()) + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, orderIds);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          earned.put(
              rows.getString("earned_order_id"),
              new EarlierEarn(rows.getString("owner_id"), EarlierEarn.change(rows, row(rows))));
        }
      }
    }
    return earned;
  }

  /** These rows, and whether each has been undone. */
  List<PastEntry> past(Collection<String> ids) throws SQLException {
    List<PastEntry> past = new ArrayList<>();
    if (ids.isEmpty()) {
      return past;
    }
    String sql =
        SELECT_OWNED.replace(
                " AS owner_id",
                " AS owner_id, EXISTS (SELECT 1 FROM pos_loyalty_transactions r"
                    + " WHERE r.reverses_id = t.id) AS reversed")
            + "WHERE t.id IN ("
            + Columns.marks(ids.size())
            + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          past.add(
              new PastEntry(rows.getString("owner_id"), row(rows), rows.getBoolean("reversed")));
        }
      }
    }
    return past;
  }

  /** The first row that a call has written. */
  Optional<WrittenEntry> written(String idempotencyKey) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT_OWNED + "WHERE t.idempotency_key = ? ORDER BY t.id LIMIT 1")) {
      select.setString(1, idempotencyKey);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new WrittenEntry(
                    new Phone(rows.getString("phone")), row(rows), rows.getString("hold_id")))
            : Optional.empty();
      }
    }
  }

  /** An account's ledger, newest first, each with its place. */
  List<Numbered> list(String accountId, long beforeEntry, int limit) throws SQLException {
    List<Numbered> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM pos_loyalty_transactions WHERE account_id = ? AND entry < ?
            ORDER BY entry DESC LIMIT ?
            """)) {
      select.setString(1, accountId);
      select.setLong(2, beforeEntry);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(new Numbered(rows.getLong("entry"), row(rows)));
        }
      }
    }
    return entries;
  }

  private static void bind(PreparedStatement statement, Collection<String> values)
      throws SQLException {
    int index = 1;
    for (String value : values) {
      statement.setString(index++, value);
    }
  }

  private LoyaltyTransaction row(ResultSet row) throws SQLException {
    Long amount = Columns.longOrNull(row, "amount");
    return new LoyaltyTransaction(
        row.getString("id"),
        LoyaltyTransaction.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
        row.getLong("points"),
        row.getLong("held_points"),
        row.getLong("balance_before"),
        row.getLong("balance_after"),
        amount == null ? null : new Money(amount, currency),
        row.getString("order_id"),
        row.getString("terminal"),
        row.getString("note"),
        row.getString("reason"),
        row.getString("idempotency_key"),
        row.getString("reverses_id"),
        row.getString("other_account_id"),
        Columns.time(row, "occurred_at"),
        Columns.time(row, "recorded_at"));
  }
}
