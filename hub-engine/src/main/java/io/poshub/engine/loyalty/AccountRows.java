package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Purse;
import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Phone;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code customers}. One connection, one thread. */
final class AccountRows {
  private static final String COLUMNS =
      "id, phone, name, points, held_points, lifetime_points, entries, chain, merged_into,"
          + " created_at, updated_at";

  private static final String INSERT =
      "INSERT INTO customers (" + COLUMNS + ") VALUES (" + Columns.marks(11) + ")";

  private static final String UPDATE =
      INSERT
          + """
           ON DUPLICATE KEY UPDATE points = VALUES(points), held_points = VALUES(held_points), \
          lifetime_points = VALUES(lifetime_points), entries = VALUES(entries), \
          chain = VALUES(chain), merged_into = VALUES(merged_into), \
          updated_at = VALUES(updated_at)\
          """;

  private final Connection connection;

  AccountRows(Connection connection) {
    this.connection = connection;
  }

  /** Which account each phone stands for: its own, or the one that was merged into. No lock. */
  Map<Phone, String> owners(Collection<Phone> phones) throws SQLException {
    Map<Phone, String> owners = new HashMap<>();
    if (phones.isEmpty()) {
      return owners;
    }
    String sql =
        "SELECT phone, COALESCE(merged_into, id) FROM customers WHERE phone IN ("
            + Columns.marks(phones.size())
            + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, phones.stream().map(Phone::e164).toList());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          owners.put(new Phone(rows.getString(1)), rows.getString(2));
        }
      }
    }
    return owners;
  }

  /** Locks accounts in the order of their ids, which is the same for everybody. */
  List<AccountState> lock(Collection<String> ids) throws SQLException {
    List<AccountState> accounts = new ArrayList<>();
    if (ids.isEmpty()) {
      return accounts;
    }
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM customers WHERE id IN ("
            + Columns.marks(ids.size())
            + ") ORDER BY id FOR UPDATE";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          accounts.add(account(rows));
        }
      }
    }
    return accounts;
  }

  /** An account, and how much of it is held only because nobody has noted a lapse yet. */
  record Found(AccountState account, long lapsed) {}

  /** The accounts that phones stand for. */
  Map<Phone, Found> find(Collection<Phone> phones, Instant now) throws SQLException {
    Map<Phone, Found> found = new HashMap<>();
    List<String> numbers = Columns.padded(phones.stream().map(Phone::e164).toList());
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT a.*, p.phone AS asked, (SELECT COALESCE(SUM(h.points), 0) FROM loyalty_holds h
              WHERE h.account_id = a.id AND h.status = 'open' AND h.expires_at <= ?) AS lapsed
            FROM customers p JOIN customers a ON a.id = COALESCE(p.merged_into, p.id)
            WHERE p.phone IN (%s)
            """
                .formatted(Columns.marks(numbers.size())))) {
      int index = 1;
      select.setString(index++, Columns.utc(now));
      for (String number : numbers) {
        select.setString(index++, number);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Phone(rows.getString("asked")), new Found(account(rows), rows.getLong("lapsed")));
        }
      }
    }
    return found;
  }

  void insert(List<AccountState> accounts) throws SQLException {
    write(INSERT, accounts);
  }

  void update(List<AccountState> accounts) throws SQLException {
    write(UPDATE, accounts);
  }

  /** Has all that were merged into one account stand for another, so that no chain grows. */
  void follow(String mergedId, String targetId) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE customers SET merged_into = ? WHERE merged_into = ?")) {
      update.setString(1, targetId);
      update.setString(2, mergedId);
      update.executeUpdate();
    }
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
        Chain chain = account.chain();
        statement.setString(1, account.id());
        statement.setString(2, account.phone().e164());
        statement.setString(3, account.name());
        statement.setLong(4, account.purse().balance());
        statement.setLong(5, account.purse().held());
        statement.setLong(6, account.lifetimePoints());
        statement.setLong(7, account.entries());
        statement.setBytes(8, chain == null ? null : chain.bytes());
        statement.setString(9, account.mergedInto());
        statement.setString(10, Columns.utc(account.createdAt()));
        statement.setString(11, Columns.utc(account.updatedAt()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static AccountState account(ResultSet row) throws SQLException {
    byte @Nullable [] chain = row.getBytes("chain");
    return new AccountState(
        row.getString("id"),
        new Phone(row.getString("phone")),
        row.getString("name"),
        new Purse(row.getLong("points"), row.getLong("held_points")),
        row.getLong("lifetime_points"),
        row.getLong("entries"),
        chain == null ? null : Chain.of(chain),
        row.getString("merged_into"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
