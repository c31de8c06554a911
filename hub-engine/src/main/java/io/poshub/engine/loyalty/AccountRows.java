package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Purse;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
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

  private static final Insert INSERT = Insert.into("customers (" + COLUMNS + ")", 11);

  private static final Insert UPDATE =
      INSERT.orUpdate(
          """
          points = VALUES(points), held_points = VALUES(held_points), \
          lifetime_points = VALUES(lifetime_points), entries = VALUES(entries), \
          chain = VALUES(chain), merged_into = VALUES(merged_into), \
          updated_at = VALUES(updated_at)\
          """);

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

  static void insert(Writes writes, List<AccountState> accounts) {
    write(writes, INSERT, accounts);
  }

  static void update(Writes writes, List<AccountState> accounts) {
    write(writes, UPDATE, accounts);
  }

  /** Has all that were merged into one account stand for another, so that no chain grows. */
  static void follow(Writes writes, String mergedId, String targetId) {
    writes.add("UPDATE customers SET merged_into = ? WHERE merged_into = ?", targetId, mergedId);
  }

  private static void bind(PreparedStatement statement, Collection<String> values)
      throws SQLException {
    int index = 1;
    for (String value : values) {
      statement.setString(index++, value);
    }
  }

  private static void write(Writes writes, Insert insert, List<AccountState> accounts) {
    for (AccountState account : accounts) {
      Chain chain = account.chain();
      writes.insert(
          insert,
          account.id(),
          account.phone().e164(),
          account.name(),
          account.purse().balance(),
          account.purse().held(),
          account.lifetimePoints(),
          account.entries(),
          chain == null ? null : chain.bytes(),
          account.mergedInto(),
          Columns.utc(account.createdAt()),
          Columns.utc(account.updatedAt()));
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
