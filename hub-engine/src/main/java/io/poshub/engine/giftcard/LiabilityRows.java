package io.poshub.engine.giftcard;

import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Money;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;

/** The SQL of the liability statement. One connection, one thread. */
final class LiabilityRows {
  /**
   * One statement, so that all figures are of one moment. By the time of recording, not of
   * occurrence: a day that is over never changes.
   */
  private static final String SELECT =
      """
      SELECT d.*, (SELECT COUNT(*) FROM (SELECT card_id FROM pos_gift_card_transactions \
      WHERE recorded_at < ? GROUP BY card_id HAVING SUM(amount) > 0) c) AS cards FROM (SELECT \
      SUM(CASE WHEN recorded_at < ? THEN amount ELSE 0 END) AS opening, \
      SUM(CASE WHEN recorded_at >= ? AND type = 'activate' THEN amount ELSE 0 END) AS issued, \
      SUM(CASE WHEN recorded_at >= ? AND type = 'load' THEN amount ELSE 0 END) AS loaded, \
      -SUM(CASE WHEN recorded_at >= ? AND type IN ('redeem', 'capture') THEN amount ELSE 0 END) \
      AS redeemed, \
      SUM(CASE WHEN recorded_at >= ? AND type = 'reverse' THEN amount ELSE 0 END) AS reversed, \
      SUM(CASE WHEN recorded_at >= ? AND type = 'adjust' THEN amount ELSE 0 END) AS adjusted, \
      -SUM(CASE WHEN recorded_at >= ? AND type = 'expire' THEN amount ELSE 0 END) AS expired, \
      SUM(amount) AS closing FROM pos_gift_card_transactions WHERE recorded_at < ?) d\
      """;

  private static final int STARTS = 7;

  private final Connection connection;
  private final Currency currency;

  LiabilityRows(Connection connection, Currency currency) {
    this.connection = connection;
    this.currency = currency;
  }

  /** The statement of the time from {@code start} to before {@code end}. */
  Liability of(LocalDate date, Instant start, Instant end) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      int index = 1;
      select.setString(index++, Columns.utc(end));
      for (int i = 0; i < STARTS; i++) {
        select.setString(index++, Columns.utc(start));
      }
      select.setString(index, Columns.utc(end));
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("a sum without a row");
        }
        return new Liability(
            date,
            currency,
            money(row, "opening"),
            money(row, "issued"),
            money(row, "loaded"),
            money(row, "redeemed"),
            money(row, "reversed"),
            money(row, "adjusted"),
            money(row, "expired"),
            money(row, "closing"),
            row.getLong("cards"));
      }
    }
  }

  /** The sum over no rows is NULL. */
  private Money money(ResultSet row, String column) throws SQLException {
    BigDecimal sum = row.getBigDecimal(column);
    return new Money(sum == null ? 0 : sum.longValueExact(), currency);
  }
}
