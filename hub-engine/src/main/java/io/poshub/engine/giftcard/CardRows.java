package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.giftcard.CardPin.PinHash;
import io.poshub.engine.ledger.Chain;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.tenant.CardKey;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code gift_cards}. One connection, one thread. */
final class CardRows {
  private static final String COLUMNS =
      """
      id, code_hash, last4, pin_hash, status, currency, balance, held, initial_amount, entries, chain, \
      expires_on, purchaser, recipient, order_id, created_at, updated_at, last_used_at\
      """;

  private static final Insert INSERT = Insert.into("gift_cards (" + COLUMNS + ")", 18);

  private static final String UPDATE_ONE =
      """
      UPDATE gift_cards SET status = ?, balance = ?, held = ?, entries = ?, chain = ?, \
      updated_at = ?, last_used_at = ? WHERE id = ?\
      """;

  /** Many changed cards at once; the rows are locked, so none of them can be missing. */
  private static final Insert UPDATE_MANY =
      INSERT.orUpdate(
          """
          status = VALUES(status), balance = VALUES(balance), \
          held = VALUES(held), entries = VALUES(entries), chain = VALUES(chain), updated_at = VALUES(updated_at), \
          last_used_at = VALUES(last_used_at)\
          """);

  /** One statement, so that card and holds are of one moment. */
  private static final String SELECT_SEEN =
      "SELECT "
          + COLUMNS
          + """
          , (SELECT COALESCE(SUM(h.amount), 0) FROM gift_card_holds h \
          WHERE h.card_id = gift_cards.id AND h.status = 'open' AND h.expires_at <= ?) AS lapsed \
          FROM gift_cards WHERE \
          """;

  private final Connection connection;
  private final Currency currency;

  CardRows(Connection connection, Currency currency) {
    this.connection = connection;
    this.currency = currency;
  }

  /** A card, and what of its held amount is held no more. */
  record Seen(CardState card, long lapsed) {}

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

  /** Cards as they are at a time, although nobody may have written yet that a hold's is over. */
  Map<CardRef, Seen> find(Set<CardRef> refs, CardKey key, Instant now) throws SQLException {
    Map<String, CardRef> ids = new LinkedHashMap<>();
    Map<CodeHash, CardRef> codes = new LinkedHashMap<>();
    for (CardRef ref : refs) {
      switch (ref) {
        case CardRef.ById(String id) -> ids.put(id, ref);
        case CardRef.ByCode(CardCode code) -> codes.put(code.hash(key), ref);
      }
    }
    Map<CardRef, Seen> found = new HashMap<>();
    for (Seen seen : seen("id", ids.keySet(), now)) {
      found.put(requireNonNull(ids.get(seen.card().id())), seen);
    }
    List<byte[]> hashes = codes.keySet().stream().map(CodeHash::bytes).toList();
    for (Seen seen : seen("code_hash", hashes, now)) {
      found.put(requireNonNull(codes.get(seen.card().codeHash())), seen);
    }
    return found;
  }

  private List<Seen> seen(String column, Collection<?> values, Instant now) throws SQLException {
    List<Seen> found = new ArrayList<>();
    if (values.isEmpty()) {
      return found;
    }
    List<?> padded = Columns.padded(values);
    try (PreparedStatement select =
        connection.prepareStatement(
            SELECT_SEEN + column + " IN (" + Columns.marks(padded.size()) + ")")) {
      int index = 1;
      select.setString(index++, Columns.utc(now));
      for (Object value : padded) {
        select.setObject(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Seen(card(rows), rows.getLong("lapsed")));
        }
      }
    }
    return found;
  }

  /** All cards in the order of their ids, a page at a time. */
  List<CardState> page(String afterId, int limit) throws SQLException {
    List<CardState> cards = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM gift_cards WHERE id > ? ORDER BY id LIMIT ?")) {
      select.setString(1, afterId);
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          cards.add(card(rows));
        }
      }
    }
    return cards;
  }

  static void insert(Writes writes, Collection<CardState> cards) {
    write(writes, INSERT, cards);
  }

  static void update(Writes writes, List<CardState> cards) {
    if (cards.size() == 1) {
      update(writes, cards.getFirst());
    } else {
      write(writes, UPDATE_MANY, cards);
    }
  }

  private static void update(Writes writes, CardState card) {
    writes.add(
        UPDATE_ONE,
        status(card),
        card.balance().minor(),
        card.held().minor(),
        card.entries(),
        card.chain() == null ? null : card.chain().bytes(),
        Columns.utc(card.updatedAt()),
        Columns.utc(card.lastUsedAt()),
        card.id());
  }

  private static String status(CardState card) {
    return card.status().name().toLowerCase(Locale.ROOT);
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

  private static void write(Writes writes, Insert insert, Collection<CardState> cards) {
    for (CardState card : cards) {
      writes.insert(
          insert,
          card.id(),
          card.codeHash().bytes(),
          card.last4(),
          card.pinHash() == null ? null : card.pinHash().bytes(),
          status(card),
          card.balance().currency().getCurrencyCode(),
          card.balance().minor(),
          card.held().minor(),
          card.initialAmount().minor(),
          card.entries(),
          card.chain() == null ? null : card.chain().bytes(),
          card.expiresOn(),
          card.issue().purchaser(),
          card.issue().recipient(),
          card.issue().orderId(),
          Columns.utc(card.createdAt()),
          Columns.utc(card.updatedAt()),
          Columns.utc(card.lastUsedAt()));
    }
  }

  private CardState card(ResultSet row) throws SQLException {
    byte @Nullable [] pin = row.getBytes("pin_hash");
    byte @Nullable [] chain = row.getBytes("chain");
    return new CardState(
        row.getString("id"),
        CodeHash.of(row.getBytes("code_hash")),
        row.getString("last4"),
        pin == null ? null : PinHash.of(pin),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        money(row, "balance"),
        money(row, "held"),
        money(row, "initial_amount"),
        row.getLong("entries"),
        chain == null ? null : Chain.of(chain),
        Columns.dateOrNull(row, "expires_on"),
        new CardState.Issue(
            row.getString("order_id"), row.getString("purchaser"), row.getString("recipient")),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"),
        Columns.timeOrNull(row, "last_used_at"));
  }

  private Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), currency);
  }
}
