package io.poshub.engine.giftcard;

import io.poshub.engine.ledger.Hold;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The SQL of {@code gift_card_holds}. One connection, one thread. */
final class HoldRows {
  private static final String SELECT = "SELECT * FROM gift_card_holds WHERE ";

  private static final Insert WRITE =
      Insert.into(
              "gift_card_holds (id, card_id, amount, status, captured_amount, order_id, expires_at,"
                  + " created_at, resolved_at)",
              9)
          .orUpdate(
              "status = VALUES(status), captured_amount = VALUES(captured_amount),"
                  + " resolved_at = VALUES(resolved_at)");

  private final Connection connection;

  HoldRows(Connection connection) {
    this.connection = connection;
  }

  /** All open holds of some cards, and some holds by id in whatever status. */
  List<CardHold> find(Collection<String> cardIds, Collection<String> holdIds) throws SQLException {
    List<CardHold> holds = new ArrayList<>();
    if (!cardIds.isEmpty()) {
      holds.addAll(
          select(
              "status = 'open' AND card_id IN (" + Columns.marks(cardIds.size()) + ")", cardIds));
    }
    if (!holdIds.isEmpty()) {
      holds.addAll(select("id IN (" + Columns.marks(holdIds.size()) + ")", holdIds));
    }
    return holds;
  }

  /** Every hold of some cards. */
  List<CardHold> all(Collection<String> cardIds) throws SQLException {
    return select("card_id IN (" + Columns.marks(cardIds.size()) + ")", cardIds);
  }

  static void write(Writes writes, List<CardHold> holds, Instant now) {
    for (CardHold hold : holds) {
      boolean captured = hold.hold().status() == Hold.Status.CAPTURED;
      writes.insert(
          WRITE,
          hold.id(),
          hold.cardId(),
          hold.hold().amount(),
          hold.hold().status().name().toLowerCase(Locale.ROOT),
          captured ? hold.hold().capturedAmount() : null,
          hold.orderId(),
          Columns.utc(hold.hold().expiresAt()),
          Columns.utc(hold.createdAt()),
          hold.isOpen() ? null : Columns.utc(now));
    }
  }

  private List<CardHold> select(String where, Collection<String> values) throws SQLException {
    List<CardHold> holds = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT + where)) {
      int index = 1;
      for (String value : values) {
        select.setString(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          holds.add(hold(rows));
        }
      }
    }
    return holds;
  }

  static CardHold hold(ResultSet row) throws SQLException {
    return new CardHold(
        row.getString("card_id"),
        new Hold(
            row.getString("id"),
            row.getLong("amount"),
            Hold.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getLong("captured_amount"),
            Columns.time(row, "expires_at")),
        row.getString("order_id"),
        Columns.time(row, "created_at"));
  }
}
