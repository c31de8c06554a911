package io.poshub.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.StoredReport;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports on the real database, through the lane. */
class ReportsTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final LocalDate DAY = LocalDate.parse("2026-11-21");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("shop");

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theSameReportAgainIsHarmlessAndAnotherIsAConflict() {
    StoredReport first = stored(submit(report(1000, null), null));

    assertThat(submit(report(1000, null), null)).isEqualTo(new ReportOutcome.Same(first));
    assertThat(submit(report(1000, null), 1)).isEqualTo(new ReportOutcome.Same(first));
    assertThat(submit(report(1001, null), null)).isEqualTo(new ReportOutcome.Conflict(1));
    assertThat(submit(report(1001, null), 3)).isEqualTo(new ReportOutcome.Conflict(1));
  }

  @Test
  void aRevisionReplacesTheReportAndTheOldOneIsKept() {
    StoredReport first = stored(submit(report(1000, null), null));
    StoredReport second = stored(submit(report(1001, null), 2));
    assertThat(submit(report(1000, null), null)).isEqualTo(new ReportOutcome.Same(first));

    ReportKey key = new ReportKey(DAY, ReportKey.DEFAULT_REGISTER);
    assertThat(engine.reports.find(tenant, key)).contains(second);
    assertThat(engine.reports.revisions(tenant, key))
        .extracting(StoredReport::revision)
        .containsExactly(2, 1);
    assertThat(engine.reports.list(tenant, null, null, false, null, 10).items())
        .containsExactly(second);
    assertThat(engine.reports.list(tenant, DAY, DAY, true, null, 10).items()).hasSize(2);
    assertThat(engine.reports.list(tenant, DAY.plusDays(1), null, true, null, 10).items())
        .isEmpty();
  }

  @Test
  void figuresTheHubKnowsBetterAreNamed() {
    CardCode code = CardCode.of("REPORTED01").orElseThrow();
    engine.giftCards.issue(
        tenant, new NewCard(code, gbp(5000), null, new CardState.Issue(null, null, null)));
    engine.giftCards.redeem(
        tenant, new CardRef.ByCode(code), new Redemption(gbp(700), false, null, null, null, null));

    StoredReport report = stored(submit(report(1000, gbp(650)), null));

    assertThat(report.json())
        .contains(
            "\"differences\":[{\"field\":\"gift_card_sales\",\"submitted\":\"6.50\","
                + "\"computed\":\"7.00\",\"delta\":\"-0.50\"}]");
  }

  @Test
  void pagesOfReportsDoNotOverlap() {
    for (int day = 1; day <= 5; day++) {
      stored(engine.reports.submit(tenant, report(LocalDate.of(2026, 11, day), 100, null), null));
    }

    var first = engine.reports.list(tenant, null, null, false, null, 3);
    var second = engine.reports.list(tenant, null, null, false, first.next(), 3);

    assertThat(first.hasMore()).isTrue();
    assertThat(second.hasMore()).isFalse();
    assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
  }

  private ReportOutcome submit(DailyReport report, @Nullable Integer revision) {
    return engine.reports.submit(tenant, report, revision);
  }

  private static StoredReport stored(ReportOutcome outcome) {
    assertThat(outcome).isInstanceOf(ReportOutcome.Stored.class);
    return ((ReportOutcome.Stored) outcome).report();
  }

  private static DailyReport report(long totalMinor, @Nullable Money giftCardSales) {
    return report(DAY, totalMinor, giftCardSales);
  }

  private static DailyReport report(LocalDate day, long totalMinor, @Nullable Money giftCardSales) {
    return new DailyReport(
        day,
        ReportKey.DEFAULT_REGISTER,
        gbp(totalMinor),
        3,
        null,
        null,
        giftCardSales,
        null,
        null,
        null,
        gbp(totalMinor),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
