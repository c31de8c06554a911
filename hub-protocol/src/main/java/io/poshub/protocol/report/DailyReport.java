package io.poshub.protocol.report;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A register's figures for one day, as submitted. Amounts that were left out stay null. */
public record DailyReport(
    LocalDate reportDate,
    String registerId,
    Money totalSales,
    int totalOrders,
    @Nullable Money cashSales,
    @Nullable Money cardSales,
    @Nullable Money giftCardSales,
    @Nullable Money onlineSales,
    @Nullable Money discounts,
    @Nullable Money refunds,
    Money netSales,
    List<TopItem> topItems,
    List<BusyHour> busyHours,
    List<StaffShift> staffShifts,
    @Nullable String notes) {
  public DailyReport {
    requireNonNull(reportDate, "reportDate is null");
    requireNonNull(registerId, "registerId is null");
    topItems = List.copyOf(topItems);
    busyHours = List.copyOf(busyHours);
    staffShifts = List.copyOf(staffShifts);
  }

  /** What sold best. */
  public record TopItem(@Nullable String sku, String name, BigDecimal quantity, Money sales) {}

  /** How an hour of the day went, 0 to 23. */
  public record BusyHour(int hour, int orders, Money sales) {}

  /** What one person sold. */
  public record StaffShift(
      String staffId,
      @Nullable String name,
      Instant start,
      @Nullable Instant end,
      int orders,
      Money sales) {}

  /**
   * Where the register's figure and the hub's own do not agree; {@code delta} = submitted -
   * computed.
   */
  public record Difference(String field, Money submitted, Money computed, Money delta) {
    public static Difference between(String field, Money submitted, Money computed) {
      return new Difference(field, submitted, computed, submitted.minus(computed));
    }
  }
}
