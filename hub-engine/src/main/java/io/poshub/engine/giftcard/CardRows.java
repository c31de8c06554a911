package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard.Status;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The SQL of {@code gift_cards} and its ledger. One connection, one thread. */
final class CardRows {
  private static final String COLUMNS =
      """
      id, code_hash, last4, pin_hash, status, currency, balance, held, initial_amount, entries, \
      expires_on, purchaser, recipient, order_id, created_at, updated_at, last_used_at\
      """;

  private static final String INSERT =
      "INSERT INTO gift_cards (" + COLUMNS + ") VALUES (" + Columns.marks(17) + ")";

  /** All changed cards in one statement; the rows are locked, so none of them can be missing. */
  private static final String UPDATE =
      INSERT
          + """
           ON DUPLICATE KEY UPDATE status = VALUES(status), balance = VALUES(balance), \
          held = VALUES(held), entries = VALUES(entries), updated_at = VALUES(updated_at), \
          last_used_at = VALUES(last_used_at)\
          """;

  private static final String INSERT_ENTRY =
      """
      INSERT INTO pos_gift_card_transactions (id, card_id, entry, type, amount, held_amount, \
      balance_before, balance_after, currency, order_id, terminal, note, reason, idempotency_key, \
      reverses_id, occurred_at, recorded_at) VALUES (\
      """
          + Columns.marks(17)
          + ")";

  private final Connection connection;
  private final Currency currency;

  CardRows(Connection connection, Currency currency) {
    this.connection = connection;
    this.currency = currency;
  }

  /** Locks cards by id and by code, each in the order of its index. */
  List<CardState> lock(Set<String> ids, Set<CodeHash> hashes) throws SQLException {
    List<CardState> cards = new ArrayList<>();
    if (!ids.isEmpty()) {
      cards.addAll(select("id", ids, "ORDER BY id FOR UPDATE"));
    }
    if (!hashes.isEmpty()) {
      List<byte[]> bytes = hashes.stream().map(CodeHash::bytes).toList();
      cards.addAll(select("code_hash", bytes, "ORDER BY code_hash FOR UPDATE"));
    }
    return cards;
  }

  List<CardState> find(CardRef ref, CodeHasher hasher) throws SQLException {
    return switch (ref) {
      case CardRef.ById(String id) -> select("id", List.of(id), "");
      case CardRef.ByCode(CardCode code) ->
          select("code_hash", List.of(hasher.hash(code).bytes()), "");
    };
  }

  void insert(List<CardState> cards) throws SQLException {
    write(INSERT, cards);
  }

  void update(List<CardState> cards) throws SQLException {
    write(UPDATE, cards);
  }

  void insertEntries(List<CardEntry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ENTRY)) {
      for (CardEntry entry : entries) {
        bindEntry(insert, entry);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** A card's ledger, newest first; {@code beforeEntry} is where the last page ended. */
  List<CardEntry> entries(String cardId, long beforeEntry, int limit) throws SQLException {
    List<CardEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM pos_gift_card_transactions WHERE card_id = ? AND entry < ?
            ORDER BY entry DESC LIMIT ?
            """)) {
      select.setString(1, cardId);
      select.setLong(2, beforeEntry);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  private List<CardState> select(String column, Collection<?> values, String suffix)
      throws SQLException {
    List<CardState> cards = new ArrayList<>();
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM gift_cards WHERE "
            + column
            + " IN ("
            + Columns.marks(values.size())
            + ") "
            + suffix;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (Object value : values) {
        select.setObject(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          cards.add(card(rows));
        }
      }
    }
    return cards;
  }

  private void write(String sql, List<CardState> cards) throws SQLException {
    if (cards.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (CardState card : cards) {
        bind(statement, card);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, CardState card) throws SQLException {
    statement.setString(1, card.id());
    statement.setBytes(2, card.codeHash().bytes());
    statement.setString(3, card.last4());
    statement.setBytes(4, card.pinHash());
    statement.setString(5, card.status().name().toLowerCase(Locale.ROOT));
    statement.setString(6, card.balance().currency().getCurrencyCode());
    statement.setLong(7, card.balance().minor());
    statement.setLong(8, card.held().minor());
    statement.setLong(9, card.initialAmount().minor());
    statement.setLong(10, card.entries());
    statement.setObject(11, card.expiresOn());
    statement.setString(12, card.issue().purchaser());
    statement.setString(13, card.issue().recipient());
    statement.setString(14, card.issue().orderId());
    statement.setString(15, Columns.utc(card.createdAt()));
    statement.setString(16, Columns.utc(card.updatedAt()));
    statement.setString(17, Columns.utc(card.lastUsedAt()));
  }

  private CardState card(ResultSet row) throws SQLException {
    return new CardState(
        row.getString("id"),
        CodeHash.of(row.getBytes("code_hash")),
        row.getString("last4"),
        row.getBytes("pin_hash"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        money(row, "balance"),
        money(row, "held"),
        money(row, "initial_amount"),
        row.getLong("entries"),
        Columns.dateOrNull(row, "expires_on"),
        new CardState.Issue(
            row.getString("order_id"), row.getString("purchaser"), row.getString("recipient")),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"),
        Columns.timeOrNull(row, "last_used_at"));
  }

  private static void bindEntry(PreparedStatement insert, CardEntry entry) throws SQLException {
    GiftCardTransaction row = entry.row();
    insert.setString(1, row.id());
    insert.setString(2, entry.cardId());
    insert.setLong(3, entry.entry());
    insert.setString(4, row.type().name().toLowerCase(Locale.ROOT));
    insert.setLong(5, row.amount().minor());
    insert.setLong(6, row.heldAmount().minor());
    insert.setLong(7, row.balanceBefore().minor());
    insert.setLong(8, row.balanceAfter().minor());
    insert.setString(9, row.currency().getCurrencyCode());
    insert.setString(10, row.orderId());
    insert.setString(11, row.terminal());
    insert.setString(12, row.note());
    insert.setString(13, row.reason());
    insert.setString(14, row.idempotencyKey());
    insert.setString(15, row.reversesId());
    insert.setString(16, Columns.utc(row.occurredAt()));
    insert.setString(17, Columns.utc(row.recordedAt()));
  }

  private CardEntry entry(ResultSet row) throws SQLException {
    return new CardEntry(
        row.getString("card_id"),
        row.getLong("entry"),
        new GiftCardTransaction(
            row.getString("id"),
            GiftCardTransaction.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
            money(row, "amount"),
            money(row, "held_amount"),
            money(row, "balance_before"),
            money(row, "balance_after"),
            currency,
            row.getString("order_id"),
            row.getString("terminal"),
            row.getString("note"),
            row.getString("reason"),
            row.getString("idempotency_key"),
            row.getString("reverses_id"),
            Columns.time(row, "occurred_at"),
            Columns.time(row, "recorded_at")));
  }

  private Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), currency);
  }

  /** Turns a code into what is stored of it. */
  @FunctionalInterface
  interface CodeHasher {
    CodeHash hash(CardCode code);
  }
}
