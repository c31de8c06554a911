package io.poshub.rest.report;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.report.ReportKey;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.DailyReport.BusyHour;
import io.poshub.protocol.report.DailyReport.StaffShift;
import io.poshub.protocol.report.DailyReport.TopItem;
import io.poshub.rest.call.CommonFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a register's day. One thread, one report. */
final class ReportReader {
  static final int REGISTER_ID_MAX_CHARS = 64;
  static final int ORDERS_MAX = 10_000_000;
  static final int REVISION_MAX = 1_000_000;
  static final int TOP_ITEMS_MAX = 500;
  static final int BUSY_HOURS_MAX = 24;
  static final int STAFF_SHIFTS_MAX = 500;
  static final int REPORT_NOTES_MAX_CHARS = 2_000;
  private static final int ITEM_NAME_MAX_CHARS = 200;
  private static final int ID_MAX_CHARS = 64;
  private static final int HOUR_MAX = 23;

  private final Fields fields;
  private final Currency currency;
  private final LocalDate lastDate;
  private final Set<Integer> seenHours = new HashSet<>();

  /** A report, and which revision it says it is. */
  record Submission(DailyReport report, @Nullable Integer revision) {}

  /**
   * @param lastDate the latest date a report may have: the business day that is under way
   */
  ReportReader(Fields fields, Currency currency, LocalDate lastDate) {
    this.fields = fields;
    this.currency = currency;
    this.lastDate = lastDate;
  }

  Submission read() {
    CommonFields.currency(fields, currency);
    LocalDate date = fields.date("report_date");
    if (date.isAfter(lastDate)) {
      fields.reject("report_date", "must not be in the future: it is still " + lastDate);
    }
    Long revision = fields.optionalInteger("revision", 1, REVISION_MAX);
    DailyReport report = report(date);
    fields.refuseUnknown();
    fields.check();
    return new Submission(report, revision == null ? null : revision.intValue());
  }

  private DailyReport report(LocalDate date) {
    String register = CommonFields.ownId(fields, "register_id", REGISTER_ID_MAX_CHARS);
    Money totalSales = fields.money("total_sales", currency);
    Money discounts = fields.optionalMoney("discounts", currency);
    Money refunds = fields.optionalMoney("refunds", currency);
    return new DailyReport(
        date,
        requireNonNullElse(register, ReportKey.DEFAULT_REGISTER),
        totalSales,
        (int) fields.integer("total_orders", 0, ORDERS_MAX),
        fields.optionalMoney("cash_sales", currency),
        fields.optionalMoney("card_sales", currency),
        fields.optionalMoney("gift_card_sales", currency),
        fields.optionalMoney("online_sales", currency),
        discounts,
        refunds,
        netSales(totalSales, discounts, refunds),
        fields.list("top_items", TOP_ITEMS_MAX, this::topItem),
        fields.list("busy_hours", BUSY_HOURS_MAX, this::busyHour),
        shifts(),
        fields.optionalText("notes", REPORT_NOTES_MAX_CHARS));
  }

  private Money netSales(Money totalSales, @Nullable Money discounts, @Nullable Money refunds) {
    Money zero = Money.zero(currency);
    Money net =
        totalSales
            .minus(requireNonNullElse(discounts, zero))
            .minus(requireNonNullElse(refunds, zero));
    if (net.isNegative() && fields.has("net_sales")) {
      // Said before the amount is read, which would only be told that it must have no sign.
      fields.reject(
          "net_sales",
          "cannot be reported: total_sales - discounts - refunds is "
              + net.text()
              + ", and amounts in reports are never below zero");
      return zero;
    }
    Money given = fields.money("net_sales", currency);
    if (fields.has("net_sales") && !given.equals(net)) {
      fields.reject("net_sales", "must be total_sales - discounts - refunds = " + net.text());
    }
    return given;
  }

  private TopItem topItem(Fields item) {
    if (!item.has("quantity")) {
      item.reject("quantity", "is required");
    }
    TopItem read =
        new TopItem(
            CommonFields.ownId(item, "sku", ID_MAX_CHARS),
            item.text("name", ITEM_NAME_MAX_CHARS),
            item.quantity("quantity", BigDecimal.ONE),
            item.money("sales", currency));
    item.refuseUnknown();
    return read;
  }

  private BusyHour busyHour(Fields hour) {
    int number = (int) hour.integer("hour", 0, HOUR_MAX);
    if (hour.has("hour") && !seenHours.add(number)) {
      hour.reject("hour", "must not be repeated");
    }
    BusyHour read =
        new BusyHour(
            number, (int) hour.integer("orders", 0, ORDERS_MAX), hour.money("sales", currency));
    hour.refuseUnknown();
    return read;
  }

  private List<StaffShift> shifts() {
    return fields.list("staff_shifts", STAFF_SHIFTS_MAX, this::shift);
  }

  private StaffShift shift(Fields shift) {
    if (!shift.has("start")) {
      shift.reject("start", "is required");
    }
    Instant start = requireNonNullElse(shift.optionalTime("start"), Instant.EPOCH);
    Instant end = shift.optionalTime("end");
    if (end != null && end.isBefore(start)) {
      shift.reject("end", "must not be before start");
    }
    requireStaffId(shift);
    StaffShift read =
        new StaffShift(
            requireNonNullElse(CommonFields.ownId(shift, "staff_id", ID_MAX_CHARS), ""),
            shift.optionalText("name", Limits.NAME_MAX_CHARS),
            requireNonNull(start, "start is null"),
            end,
            (int) shift.integer("orders", 0, ORDERS_MAX),
            shift.money("sales", currency));
    shift.refuseUnknown();
    return read;
  }

  private static void requireStaffId(Fields shift) {
    if (!shift.has("staff_id")) {
      shift.reject("staff_id", "is required");
    }
  }
}
