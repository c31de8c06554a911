package io.poshub.engine.giftcard;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Money;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of the cards' ledger and of the notes on their status. One connection, one thread. */
final class EntryRows {
  private static final Insert INSERT_ENTRY =
      Insert.into(
          """
          pos_gift_card_transactions (id, card_id, entry, type, amount, held_amount, \
          balance_before, balance_after, currency, order_id, terminal, note, reason, idempotency_key, \
          reverses_id, hold_id, chain, occurred_at, recorded_at)\
          """,
          19);

  private static final Insert INSERT_NOTE =
      Insert.into(
          "gift_card_status_notes (id, card_id, status, reason, terminal, note, idempotency_key, at)",
          8);

  private final Connection connection;
  private final Currency currency;

  EntryRows(Connection connection, Currency currency) {
    this.connection = connection;
    this.currency = currency;
  }

  static void insert(Writes writes, List<CardEntry> entries) {
    for (CardEntry entry : entries) {
      GiftCardTransaction row = entry.row();
      writes.insert(
          INSERT_ENTRY,
          row.id(),
          entry.cardId(),
          entry.entry(),
          row.type().name().toLowerCase(Locale.ROOT),
          row.amount().minor(),
          row.heldAmount().minor(),
          row.balanceBefore().minor(),
          row.balanceAfter().minor(),
          row.currency().getCurrencyCode(),
          row.orderId(),
          row.terminal(),
          row.note(),
          row.reason(),
          row.idempotencyKey(),
          row.reversesId(),
          entry.holdId(),
          entry.chain() == null ? null : entry.chain().bytes(),
          Columns.utc(row.occurredAt()),
          Columns.utc(row.recordedAt()));
    }
  }

  static void insertNotes(Writes writes, List<StatusNote> notes) {
    for (StatusNote note : notes) {
      writes.insert(
          INSERT_NOTE,
          note.id(),
          note.cardId(),
          note.status().name().toLowerCase(Locale.ROOT),
          note.reason(),
          note.remark().terminal(),
          note.remark().note(),
          note.idempotencyKey(),
          Columns.utc(note.at()));
    }
  }

  /** A card's ledger, newest first; {@code beforeEntry} is where the last page ended. */
  List<CardEntry> newest(String cardId, long beforeEntry, int limit) throws SQLException {
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

  /** The rows of all cards, in the order of cards and rows; the rest of a card comes first. */
  List<CardEntry> page(String afterCard, long afterEntry, int limit) throws SQLException {
    List<CardEntry> rest = page("card_id = ? AND entry > ?", limit, afterCard, afterEntry);
    return rest.isEmpty() ? page("card_id > ?", limit, afterCard) : rest;
  }

  private List<CardEntry> page(String where, int limit, Object... values) throws SQLException {
    List<CardEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM pos_gift_card_transactions WHERE "
                + where
                + " ORDER BY card_id, entry LIMIT ?")) {
      int index = 1;
      for (Object value : values) {
        select.setObject(index++, value);
      }
      select.setInt(index, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  /** What a call has written, the first row if there are several. */
  Optional<CardEntry> ofCall(String idempotencyKey) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM pos_gift_card_transactions WHERE idempotency_key = ?"
                + " ORDER BY card_id, entry LIMIT 1")) {
      select.setString(1, idempotencyKey);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(entry(row)) : Optional.empty();
      }
    }
  }

  /** Rows by id, and whether each has been reversed; their cards are locked. */
  List<PastEntry> past(Collection<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<PastEntry> past = new ArrayList<>();
    String sql =
        "SELECT t.*, r.id AS reversal FROM pos_gift_card_transactions t"
            + " LEFT JOIN pos_gift_card_transactions r ON r.reverses_id = t.id WHERE t.id IN ("
            + Columns.marks(ids.size())
            + ")";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (String id : ids) {
        select.setString(index++, id);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          past.add(new PastEntry(entry(rows), rows.getString("reversal") != null));
        }
      }
    }
    return past;
  }

  CardEntry entry(ResultSet row) throws SQLException {
    byte @Nullable [] chain = row.getBytes("chain");
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
            Columns.time(row, "recorded_at")),
        row.getString("hold_id"),
        chain == null ? null : Chain.of(chain));
  }

  private Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column), currency);
  }
}
