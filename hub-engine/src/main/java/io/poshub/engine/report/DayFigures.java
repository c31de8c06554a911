package io.poshub.engine.report;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.DailyReport.Difference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub itself knows of a day: cards redeemed, and online orders neither rejected nor
 * cancelled.
 */
record DayFigures(Money giftCardSales, Money onlineSales) {
  DayFigures {
    requireNonNull(giftCardSales, "giftCardSales is null");
    requireNonNull(onlineSales, "onlineSales is null");
  }

  /** Where a report disagrees; a figure that was left out cannot. */
  List<Difference> differences(DailyReport report) {
    List<Difference> differences = new ArrayList<>();
    compare(differences, "gift_card_sales", report.giftCardSales(), giftCardSales);
    compare(differences, "online_sales", report.onlineSales(), onlineSales);
    return differences;
  }

  private static void compare(
      List<Difference> differences, String field, @Nullable Money submitted, Money computed) {
    if (submitted != null && !submitted.equals(computed)) {
      differences.add(Difference.between(field, submitted, computed));
    }
  }
}
