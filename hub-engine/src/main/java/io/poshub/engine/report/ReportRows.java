package io.poshub.engine.report;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.report.StoredReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  void insert(List<ReportState> reports) throws SQLException {
    if (reports.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO pos_daily_reports (" + COLUMNS + ") VALUES (" + Columns.marks(7) + ")")) {
      for (ReportState state : reports) {
        insert.setString(1, state.report().id());
        insert.setObject(2, state.key().date());
        insert.setString(3, state.key().registerId());
        insert.setInt(4, state.report().revision());
        insert.setBytes(5, HexFormat.of().parseHex(state.fingerprint()));
        insert.setString(6, state.report().document());
        insert.setString(7, Columns.utc(state.report().createdAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What the ledgers and orders of the tenant's day say; a payment undone is none. */
  DayFigures figures(LocalDate day) throws SQLException {
    Money cards =
        sum(
            """
            SELECT -COALESCE(SUM(amount), 0) FROM pos_gift_card_transactions
            WHERE (type IN ('redeem', 'capture') OR (type = 'reverse' AND amount > 0))
              AND recorded_at >= ? AND recorded_at < ?
            """,
            day);
    Money online =
        sum(
            """
            SELECT COALESCE(SUM(total), 0) FROM orders
            WHERE source <> 'pos' AND status NOT IN ('rejected', 'cancelled')
              AND placed_at >= ? AND placed_at < ?
            """,
            day);
    return new DayFigures(cards, online);
  }

  private Money sum(String sql, LocalDate day) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, Columns.utc(day.atStartOfDay(tenant.timeZone()).toInstant()));
      select.setString(2, Columns.utc(day.plusDays(1).atStartOfDay(tenant.timeZone()).toInstant()));
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Money(row.getLong(1), tenant.currency())
            : Money.zero(tenant.currency());
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
