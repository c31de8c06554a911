package io.poshub.rest.report;

import io.poshub.engine.report.Reports;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.report.StoredReport;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports as a table for spreadsheets: one line each, the figures without their lists. Read a page
 * at a time, so that only the finished lines are held. One thread, one answer.
 */
final class ReportExport {
  static final int REPORTS_MAX = 5_000;
  private static final int PAGE_REPORTS = 50;
  private static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

  private static final List<String> AMOUNTS =
      List.of(
          "total_sales",
          "cash_sales",
          "card_sales",
          "gift_card_sales",
          "online_sales",
          "discounts",
          "refunds",
          "net_sales");
  private static final List<String> COMPARED = List.of("gift_card_sales", "online_sales");
  private static final List<String> COLUMNS = columns();

  private final Reports reports;
  private final Tenant tenant;

  ReportExport(Reports reports, Tenant tenant) {
    this.reports = reports;
    this.tenant = tenant;
  }

  HttpReply answer(Query query, Reports.Range range) {
    for (String paging : List.of("limit", "cursor")) {
      if (query.text(paging) != null) {
        throw new InvalidFieldsException(paging, "does not go with CSV, which has no pages");
      }
    }
    byte[] body = table(range).getBytes(StandardCharsets.UTF_8);
    return new HttpReply(
        200,
        Map.of(
            "Content-Type",
            MEDIA_TYPE,
            "Content-Disposition",
            "attachment; filename=\"daily-reports.csv\""),
        body);
  }

  private String table(Reports.Range range) {
    CsvText csv = new CsvText().header(COLUMNS);
    int lines = 0;
    @Nullable String before = null;
    do {
      Page<StoredReport> page = reports.list(tenant, range, before, PAGE_REPORTS);
      lines += page.items().size();
      if (lines > REPORTS_MAX) {
        throw new InvalidFieldsException(
            "from", "is too early: CSV has up to " + REPORTS_MAX + " reports, and there are more");
      }
      page.items().forEach(report -> line(csv, report));
      before = page.next();
    } while (before != null);
    return csv.toString();
  }

  private void line(CsvText csv, StoredReport report) {
    JsonValue.Obj document = document(report);
    csv.bare(text(document, "report_date"))
        .words(text(document, "register_id"))
        .bare(Integer.toString(report.revision()))
        .bare(tenant.currency().getCurrencyCode())
        .bare(text(document, "total_orders"));
    AMOUNTS.forEach(name -> csv.bare(text(document, name)));
    COMPARED.forEach(name -> csv.bare(delta(document, name)));
    csv.words(text(document, "notes"))
        .bare(Times.text(report.createdAt()))
        .bare(report.id())
        .endLine();
  }

  /** Empty where the figure was left out, and so was not compared. */
  private String delta(JsonValue.Obj document, String field) {
    if (text(document, field).isEmpty()) {
      return "";
    }
    if (document.members().get("differences") instanceof JsonValue.Arr(List<JsonValue> rows)) {
      for (JsonValue row : rows) {
        if (row instanceof JsonValue.Obj difference && text(difference, "field").equals(field)) {
          return text(difference, "delta");
        }
      }
    }
    return Money.zero(tenant.currency()).text();
  }

  private static String text(JsonValue.Obj object, String name) {
    return switch (object.members().get(name)) {
      case JsonValue.Text(String text) -> text;
      case JsonValue.Num(String raw) -> raw;
      case null, default -> "";
    };
  }

  private static JsonValue.Obj document(StoredReport report) {
    try {
      if (Json.parse(report.document()) instanceof JsonValue.Obj object) {
        return object;
      }
      throw new IllegalStateException("a stored report is not an object");
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a stored report does not parse", e);
    }
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>();
    columns.addAll(List.of("report_date", "register_id", "revision", "currency", "total_orders"));
    columns.addAll(AMOUNTS);
    COMPARED.forEach(name -> columns.add(name + "_delta"));
    columns.addAll(List.of("notes", "created_at", "id"));
    return List.copyOf(columns);
  }
}
