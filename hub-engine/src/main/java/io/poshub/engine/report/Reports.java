package io.poshub.engine.report;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.StoredReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the doors may do with daily reports. Virtual threads: everything blocks. */
public final class Reports {
  private static final String LATEST =
      """
      r.revision = (SELECT MAX(n.revision) FROM pos_daily_reports n \
      WHERE n.report_date = r.report_date AND n.register_id = r.register_id)\
      """;

  private final Lanes lanes;
  private final Transactions transactions;

  public Reports(Lanes lanes, Transactions transactions) {
    this.lanes = lanes;
    this.transactions = transactions;
  }

  /**
   * Stores a report.
   *
   * @param revision one more than the current to replace it; null for the first
   */
  public ReportOutcome submit(Tenant tenant, DailyReport report, @Nullable Integer revision) {
    return lanes.call(tenant, new SubmitReport(report, revision));
  }

  public Optional<StoredReport> find(Tenant tenant, ReportKey key) {
    return revisions(tenant, key).stream().findFirst();
  }

  /** All revisions of a day, newest first. */
  public List<StoredReport> revisions(Tenant tenant, ReportKey key) {
    return transactions.inTenant(
        tenant.slug(),
        connection ->
            new ReportRows(connection, tenant)
                .revisions(key).stream().map(ReportState::report).toList());
  }

  /**
   * Which reports a list shows; a bound that is null leaves that end open.
   *
   * @param allRevisions false: only the latest of each day and register
   */
  public record Range(@Nullable LocalDate from, @Nullable LocalDate to, boolean allRevisions) {}

  /**
   * Reports of a range of days, newest first.
   *
   * @param before the {@code next} of the page before
   */
  public Page<StoredReport> list(Tenant tenant, Range range, @Nullable String before, int limit) {
    List<String> terms = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (range.from() != null) {
      terms.add("r.report_date >= ?");
      values.add(range.from());
    }
    if (range.to() != null) {
      terms.add("r.report_date <= ?");
      values.add(range.to());
    }
    if (!range.allRevisions()) {
      terms.add(LATEST);
    }
    if (before != null) {
      ListPlace place = ListPlace.of(before);
      terms.add("(r.report_date < ? OR (r.report_date = ? AND r.id < ?))");
      values.add(place.date());
      values.add(place.date());
      values.add(place.id());
    }
    values.add(limit + 1);
    String where = terms.isEmpty() ? "" : "WHERE " + String.join(" AND ", terms);
    List<ReportState> reports =
        transactions.inTenant(
            tenant.slug(),
            connection ->
                new ReportRows(connection, tenant)
                    .select(where + " ORDER BY r.report_date DESC, r.id DESC LIMIT ?", values));
    return Page.cut(reports, limit, Reports::place).map(ReportState::report);
  }

  private static String place(ReportState state) {
    return state.key().date() + " " + state.report().id();
  }

  /** Where a page ended: the list is sorted by day, then by upload. */
  private record ListPlace(LocalDate date, String id) {
    static ListPlace of(String text) {
      int space = text.indexOf(' ');
      return new ListPlace(LocalDate.parse(text.substring(0, space)), text.substring(space + 1));
    }
  }
}
