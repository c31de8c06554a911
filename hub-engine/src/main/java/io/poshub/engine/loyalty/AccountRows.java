package io.poshub.engine.loyalty;

import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The SQL of {@code customers} and the loyalty ledger. One connection, one thread. */
final class AccountRows {
  private static final String COLUMNS =
      "id, phone, name, points, held_points, lifetime_points, entries, created_at, updated_at";

  private static final String INSERT =
      "INSERT INTO customers (" + COLUMNS + ") VALUES (" + Columns.marks(9) + ")";

  private static final String UPDATE =
      INSERT
          + """
           ON DUPLICATE KEY UPDATE points = VALUES(points), held_points = VALUES(held_points), \
          lifetime_points = VALUES(lifetime_points), entries = VALUES(entries), \
          updated_at = VALUES(updated_at)\
          """;

  private static final String INSERT_ENTRY =
      """
      INSERT INTO pos_loyalty_transactions (id, account_id, entry, type, points, held_points, \
      balance_before, balance_after, held_after, lifetime_after, order_id, earned_order_id, reason, \
      terminal, note, idempotency_key, reverses_id, occurred_at, recorded_at) VALUES (\
      """
          + Columns.marks(19)
          + ")";

  private final Connection connection;

  AccountRows(Connection connection) {
    this.connection = connection;
  }

  List<AccountState> lock(Collection<Phone> phones) throws SQLException {
    return phones.isEmpty() ? List.of() : select(phones, "ORDER BY phone FOR UPDATE");
  }

  Optional<AccountState> find(Phone phone) throws SQLException {
    return select(List.of(phone), "").stream().findFirst();
  }

  void insert(List<AccountState> accounts) throws SQLException {
    write(INSERT, accounts);
  }

  void update(List<AccountState> accounts) throws SQLException {
    write(UPDATE, accounts);
  }

  /** What each of these orders has earned, as it was answered then. */
  Map<String, LoyaltyChange> earned(Set<String> orderIds) throws SQLException {
    Map<String, LoyaltyChange> earned = new HashMap<>();
    if (orderIds.isEmpty()) {
      return earned;
    }
    String sql =
        """
        SELECT t.*, c.phone, c.name, c.created_at FROM pos_loyalty_transactions t \
        JOIN customers c ON c.id = t.account_id WHERE t.earned_order_id IN (\
        """
            + Columns.marks(orderIds.size())
            + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, orderIds);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          earned.put(rows.getString("earned_order_id"), change(rows));
        }
      }
    }
    return earned;
  }

  void insertEntries(List<AccountEntry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ENTRY)) {
      for (AccountEntry entry : entries) {
        bindEntry(insert, entry);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** An account's ledger, newest first, each with its place. */
  List<Numbered> entries(String accountId, long beforeEntry, int limit) throws SQLException {
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

  /** A ledger row and its place. */
  record Numbered(long entry, LoyaltyTransaction row) {}

  private List<AccountState> select(Collection<Phone> phones, String suffix) throws SQLException {
    List<AccountState> accounts = new ArrayList<>();
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM customers WHERE phone IN ("
            + Columns.marks(phones.size())
            + ") "
            + suffix;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, phones.stream().map(Phone::e164).toList());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          accounts.add(account(rows));
        }
      }
    }
    return accounts;
  }

  private static void bind(PreparedStatement statement, Collection<String> values)
      throws SQLException {
    int index = 1;
    for (String value : values) {
      statement.setString(index++, value);
    }
  }

  private void write(String sql, List<AccountState> accounts) throws SQLException {
    if (accounts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (AccountState account : accounts) {
        statement.setString(1, account.id());
        statement.setString(2, account.phone().e164());
        statement.setString(3, account.name());
        statement.setLong(4, account.points());
        statement.setLong(5, account.held());
        statement.setLong(6, account.lifetimePoints());
        statement.setLong(7, account.entries());
        statement.setString(8, Columns.utc(account.createdAt()));
        statement.setString(9, Columns.utc(account.updatedAt()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static AccountState account(ResultSet row) throws SQLException {
    return new AccountState(
        row.getString("id"),
        new Phone(row.getString("phone")),
        row.getString("name"),
        row.getLong("points"),
        row.getLong("held_points"),
        row.getLong("lifetime_points"),
        row.getLong("entries"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  private static LoyaltyChange change(ResultSet row) throws SQLException {
    LoyaltyTransaction transaction = row(row);
    AccountState then =
        new AccountState(
            row.getString("account_id"),
            new Phone(row.getString("phone")),
            row.getString("name"),
            transaction.balanceAfter(),
            row.getLong("held_after"),
            row.getLong("lifetime_after"),
            row.getLong("entry"),
            Columns.time(row, "created_at"),
            transaction.recordedAt());
    return new LoyaltyChange(then.wire(), transaction);
  }

  private static LoyaltyTransaction row(ResultSet row) throws SQLException {
    return new LoyaltyTransaction(
        row.getString("id"),
        LoyaltyTransaction.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
        row.getLong("points"),
        row.getLong("held_points"),
        row.getLong("balance_before"),
        row.getLong("balance_after"),
        row.getString("order_id"),
        row.getString("terminal"),
        row.getString("note"),
        row.getString("reason"),
        row.getString("idempotency_key"),
        row.getString("reverses_id"),
        Columns.time(row, "occurred_at"),
        Columns.time(row, "recorded_at"));
  }

  private static void bindEntry(PreparedStatement insert, AccountEntry entry) throws SQLException {
    LoyaltyTransaction row = entry.row();
    boolean earn = Objects.equals(row.type(), LoyaltyTransaction.Type.EARN);
    insert.setString(1, row.id());
    insert.setString(2, entry.after().id());
    insert.setLong(3, entry.after().entries());
    insert.setString(4, row.type().name().toLowerCase(Locale.ROOT));
    insert.setLong(5, row.points());
    insert.setLong(6, row.heldPoints());
    insert.setLong(7, row.balanceBefore());
    insert.setLong(8, row.balanceAfter());
    insert.setLong(9, entry.after().held());
    insert.setLong(10, entry.after().lifetimePoints());
    insert.setString(11, row.orderId());
    insert.setString(12, earn ? row.orderId() : null);
    insert.setString(13, row.reason());
    insert.setString(14, row.terminal());
    insert.setString(15, row.note());
    insert.setString(16, row.idempotencyKey());
    insert.setString(17, row.reversesId());
    insert.setString(18, Columns.utc(row.occurredAt()));
    insert.setString(19, Columns.utc(row.recordedAt()));
  }
}
