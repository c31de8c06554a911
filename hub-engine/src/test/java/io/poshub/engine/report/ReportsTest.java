package io.poshub.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsReader;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.report.DailyReport;
import io.poshub.protocol.report.StoredReport;
import java.sql.SQLException;
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
    assertThat(engine.reports.list(tenant, new Reports.Range(null, null, false), null, 10).items())
        .containsExactly(second);
    assertThat(engine.reports.list(tenant, new Reports.Range(DAY, DAY, true), null, 10).items())
        .hasSize(2);
    assertThat(
            engine
                .reports
                .list(tenant, new Reports.Range(DAY.plusDays(1), null, true), null, 10)
                .items())
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
  void whatWasTakenBackThatDayDoesNotCount() throws Exception {
    String redeemed = "01990000-0000-7000-8000-000000000001";
    String loaded = "01990000-0000-7000-8000-000000000002";
    issue("REPORTED02");
    row(2, redeemed, "redeem", -700, null, "2026-11-21 00:00:00.000");
    row(3, loaded, "load", 900, null, "2026-11-21 00:00:00.000");
    row(4, "c", "capture", -50, null, "2026-11-21 23:59:59.999");
    row(5, "r", "reverse", 200, redeemed, "2026-11-21 08:00:00.000");
    row(6, "l", "reverse", -900, loaded, "2026-11-21 08:00:00.000");
    row(7, "y", "redeem", -1, null, "2026-11-20 23:59:59.999");
    row(8, "t", "redeem", -1, null, "2026-11-22 00:00:00.000");

    StoredReport report = stored(submit(report(1000, gbp(0)), null));

    assertThat(report.json()).contains("\"computed\":\"5.50\",\"delta\":\"-5.50\"");
  }

  @Test
  void aDayLastsUntilTheShopSaysSo() throws Exception {
    Settings late =
        SettingsReader.read(
            Fields.of(
                Json.parse(
                    Json.write(Settings.DEFAULTS)
                        .replace(
                            "\"business_day_ends_at\":\"00:00\"",
                            "\"business_day_ends_at\":\"04:30\""))),
            Settings.DEFAULTS.pointsPerUnit());
    new TenantSettings(engine.lanes, engine.transactions).replace(tenant, late);
    issue("REPORTED03");
    row(2, "a", "redeem", -1, null, "2026-11-21 04:29:59.999");
    row(3, "b", "redeem", -20, null, "2026-11-21 04:30:00.000");
    row(4, "c", "redeem", -300, null, "2026-11-22 04:29:59.999");
    row(5, "d", "redeem", -4000, null, "2026-11-22 04:30:00.000");

    StoredReport report = stored(submit(report(1000, gbp(0)), null));

    assertThat(report.json()).contains("\"computed\":\"3.20\"");
  }

  @Test
  void onlineOrdersCountUnlessTheyCameToNothing() throws Exception {
    order(1, "web", "pending", 100, "2026-11-21 00:00:00.000");
    order(2, "phone", "completed", 20, "2026-11-21 23:59:59.999");
    order(3, "web", "rejected", 3000, "2026-11-21 12:00:00.000");
    order(4, "web", "cancelled", 40000, "2026-11-21 12:00:00.000");
    order(5, "pos", "completed", 500000, "2026-11-21 12:00:00.000");
    order(6, "web", "pending", 6000000, "2026-11-22 00:00:00.000");

    StoredReport report = stored(submit(report(DAY, 1000, null, gbp(150)), null));

    assertThat(report.json())
        .contains(
            "\"differences\":[{\"field\":\"online_sales\",\"submitted\":\"1.50\","
                + "\"computed\":\"1.20\",\"delta\":\"0.30\"}]");
  }

  @Test
  void pagesOfReportsDoNotOverlap() {
    for (int day = 1; day <= 5; day++) {
      stored(engine.reports.submit(tenant, report(LocalDate.of(2026, 11, day), 100, null), null));
    }

    var first = engine.reports.list(tenant, new Reports.Range(null, null, false), null, 3);
    var second = engine.reports.list(tenant, new Reports.Range(null, null, false), first.next(), 3);

    assertThat(first.hasMore()).isTrue();
    assertThat(second.hasMore()).isFalse();
    assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
  }

  private void issue(String written) {
    CardCode code = CardCode.of(written).orElseThrow();
    engine.giftCards.issue(
        tenant, new NewCard(code, gbp(5000), null, new CardState.Issue(null, null, null)));
  }

  /** A row of the ledger as another day's call would have left it. */
  private void row(
      int entry, String id, String type, long amount, @Nullable String reverses, String occurredAt)
      throws SQLException {
    engine.execute(
        tenant,
        """
        INSERT INTO pos_gift_card_transactions (id, card_id, entry, type, amount, balance_before,
          balance_after, currency, reverses_id, occurred_at, recorded_at)
        SELECT '%s', id, %d, '%s', %d, 100000, 100000 + %d, 'GBP', %s, '%s', NOW(3) FROM gift_cards
        """
            .formatted(
                id,
                entry,
                type,
                amount,
                amount,
                reverses == null ? "NULL" : "'" + reverses + "'",
                occurredAt));
  }

  private void order(int number, String source, String status, long total, String placedAt)
      throws SQLException {
    engine.execute(
        tenant,
        """
        INSERT INTO orders (id, version, source, display_number, status, currency, total,
          fulfillment, document, placed_at, created_at, updated_at)
        VALUES ('o-%d', 1, '%s', '1', '%s', 'GBP', %d, '{}', '{}', '%s', NOW(3), NOW(3))
        """
            .formatted(number, source, status, total, placedAt));
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
    return report(day, totalMinor, giftCardSales, null);
  }

  private static DailyReport report(
      LocalDate day, long totalMinor, @Nullable Money giftCardSales, @Nullable Money onlineSales) {
    return new DailyReport(
        day,
        ReportKey.DEFAULT_REGISTER,
        gbp(totalMinor),
        3,
        null,
        null,
        giftCardSales,
        onlineSales,
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
