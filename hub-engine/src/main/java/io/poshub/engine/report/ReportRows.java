package io.poshub.engine.report;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.report.StoredReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The SQL of {@code pos_daily_reports}, and the sums of other rooms' tables that a report is
 * compared with. One thread.
 */
final class ReportRows {
  private static final String COLUMNS =
      "id, report_date, register_id, revision, fingerprint, document, created_at";

  private static final Insert INSERT = Insert.into("pos_daily_reports (" + COLUMNS + ")", 7);

  private final Connection connection;
  private final Tenant tenant;

  ReportRows(Connection connection, Tenant tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** As {@link #revisions}, locked. */
  List<ReportState> lockRevisions(ReportKey key) throws SQLException {
    return select(
        "WHERE report_date = ? AND register_id = ? ORDER BY revision DESC FOR UPDATE",
        List.of(key.date(), key.registerId()));
  }

  /** All revisions of a day, newest first. */
  List<ReportState> revisions(ReportKey key) throws SQLException {
    return select(
        "WHERE report_date = ? AND register_id = ? ORDER BY revision DESC",
        List.of(key.date(), key.registerId()));
  }

  List<ReportState> select(String where, List<?> values) throws SQLException {
    List<ReportState> reports = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM pos_daily_reports r " + where)) {
      int index = 1;
      for (Object value : values) {
        select.setObject(index++, value);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reports.add(report(rows));
        }
      }
    }
    return reports;
  }

  static void insert(Writes writes, List<ReportState> reports) {
    for (ReportState state : reports) {
      writes.insert(
          INSERT,
          state.report().id(),
          state.key().date(),
          state.key().registerId(),
          state.report().revision(),
          HexFormat.of().parseHex(state.fingerprint()),
          state.report().document(),
          Columns.utc(state.report().createdAt()));
    }
  }

  /**
   * What the ledger and the orders say of a day: each by when it happened, which a till that was
   * offline tells later.
   */
  DayFigures figures(Instant from, Instant to) throws SQLException {
    Money cards =
        sum(
            """
            SELECT -COALESCE(SUM(t.amount), 0) FROM pos_gift_card_transactions t
            LEFT JOIN pos_gift_card_transactions o ON o.id = t.reverses_id
            WHERE t.occurred_at >= ? AND t.occurred_at < ? AND (t.type IN ('redeem', 'capture')
              OR (t.type = 'reverse' AND o.type IN ('redeem', 'capture')))
            """,
            from,
            to);
    Money online =
        sum(
            """
            SELECT COALESCE(SUM(total), 0) FROM orders
            WHERE placed_at >= ? AND placed_at < ?
              AND source <> 'pos' AND status NOT IN ('rejected', 'cancelled')
            """,
            from,
            to);
    return new DayFigures(cards, online);
  }

  private Money sum(String sql, Instant from, Instant to) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, Columns.utc(from));
      select.setString(2, Columns.utc(to));
      try (ResultSet row = select.executeQuery()) {
        return new Money(row.next() ? row.getLong(1) : 0, tenant.currency());
      }
    }
  }

  private static ReportState report(ResultSet row) throws SQLException {
    return new ReportState(
        new ReportKey(row.getObject("report_date", LocalDate.class), row.getString("register_id")),
        HexFormat.of().formatHex(row.getBytes("fingerprint")),
        new StoredReport(
            row.getString("id"),
            row.getInt("revision"),
            row.getString("document"),
            Columns.time(row, "created_at")));
  }
}
