package io.poshub.engine.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Ids;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoyaltyRulesTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final PointsNote WHY = PointsNote.NONE.because("mistake");

  private final Ids ids = new Ids();
  private final Moment moment = new Moment(NOW, "key-1", ids::next);
  private final AccountState blank =
      AccountState.opened(ids.next(), new Phone("+447700900001"), NOW);

  @ParameterizedTest
  @CsvSource({
    "GBP, 2550, 1, 25",
    "GBP, 2599, 1, 25",
    "GBP, 99, 1, 0",
    "GBP, 2550, 0.5, 12",
    "GBP, 2550, 1.25, 31",
    "GBP, 10, 10, 1",
    "GBP, 2550, 0, 0",
    "GBP, 1, 0.0001, 0",
    "JPY, 2550, 0.01, 25",
    "KWD, 2550, 1, 2",
    "GBP, 99999999999999, 100000, 99999999999999000",
  })
  void anAmountEarnsWholePointsRoundedDown(
      String currency, long minor, BigDecimal rate, long points) {
    assertThat(PointsRate.earned(new Money(minor, Currency.getInstance(currency)), rate))
        .isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"25, 2550, 2550, 25", "25, 1275, 2550, 12", "25, 101, 2550, 0", "3, 999, 1000, 2"})
  void aRefundTakesItsShareRoundedDown(long points, long part, long whole, long share) {
    assertThat(PointsRate.share(points, gbp(part), gbp(whole))).isEqualTo(share);
  }

  @Test
  void lifetimeFallsOnlyWithAnEarnThatIsUndone() {
    AccountState earned = after(LoyaltyRules.earn(blank, 100, null, PointsNote.NONE, moment));
    AccountEntry redeemed = entry(LoyaltyRules.redeem(earned, 60, PointsNote.NONE, moment));
    AccountState adjusted = after(LoyaltyRules.adjust(redeemed.after(), 25, WHY, moment));
    AccountState back = after(reverse(adjusted, redeemed.row(), new Reversal.Points(10)));

    assertThat(back.purse().balance()).isEqualTo(75);
    assertThat(back.lifetimePoints()).isEqualTo(100);
  }

  @Test
  void anEarnWhosePointsAreSpentCannotBeUndone() {
    AccountEntry earned = entry(LoyaltyRules.earn(blank, 100, null, PointsNote.NONE, moment));
    AccountState spent = after(LoyaltyRules.redeem(earned.after(), 60, PointsNote.NONE, moment));

    assertThat(reverse(spent, earned.row(), new Reversal.Whole()))
        .isEqualTo(refused(new LoyaltyRefusal.Insufficient(40)));
    AccountState partly = after(reverse(spent, earned.row(), new Reversal.Points(40)));
    assertThat(partly.purse().balance()).isZero();
    assertThat(partly.lifetimePoints()).isEqualTo(60);
  }

  @Test
  void aRefundedOrderTakesBackItsShare() {
    PointsNote order = new PointsNote("o-1", null, null, null);
    AccountEntry earned = entry(LoyaltyRules.earn(blank, 25, gbp(2550), order, moment));

    AccountEntry back =
        entry(reverse(earned.after(), earned.row(), new Reversal.Refund(gbp(1275))));

    assertThat(back.row().points()).isEqualTo(-12);
    assertThat(back.row().orderId()).isEqualTo("o-1");
    assertThat(back.after().lifetimePoints()).isEqualTo(13);
    assertThat(reverse(earned.after(), earned.row(), new Reversal.Refund(gbp(101))))
        .isEqualTo(refused(new LoyaltyRefusal.NothingToReverse()));
    assertThat(reverse(earned.after(), earned.row(), new Reversal.Refund(gbp(2551))))
        .isEqualTo(refused(new LoyaltyRefusal.ExceedsOriginal()));
    AccountEntry counted = entry(LoyaltyRules.earn(blank, 25, null, order, moment));
    assertThat(reverse(counted.after(), counted.row(), new Reversal.Refund(gbp(1))))
        .isEqualTo(refused(new LoyaltyRefusal.NotEarnedByAmount()));
  }

  @Test
  void onlyRowsThatSomebodyAskedForAreUndone() {
    AccountState earned = after(LoyaltyRules.earn(blank, 100, null, PointsNote.NONE, moment));
    AccountEntry adjusted = entry(LoyaltyRules.adjust(earned, 5, WHY, moment));
    AccountEntry nothing = entry(LoyaltyRules.earn(earned, 0, gbp(1), PointsNote.NONE, moment));
    AccountEntry held =
        entry(
            HoldRules.hold(
                earned,
                new HoldWish(earned.phone(), 5, false, Duration.ofMinutes(1), PointsNote.NONE),
                moment));

    assertThat(reverse(earned, nothing.row(), new Reversal.Whole()))
        .isEqualTo(refused(new LoyaltyRefusal.NothingToReverse()));
    for (LoyaltyTransaction row : new LoyaltyTransaction[] {adjusted.row(), held.row()}) {
      assertThat(reverse(earned, row, new Reversal.Whole()))
          .isEqualTo(refused(new LoyaltyRefusal.NotReversible()));
    }
  }

  @Test
  void nobodyHasMorePointsThanCanBeWritten() {
    AccountState full =
        after(LoyaltyRules.earn(blank, LoyaltyRules.POINTS_LIMIT, null, PointsNote.NONE, moment));

    assertThat(LoyaltyRules.earn(full, 1, null, PointsNote.NONE, moment))
        .isEqualTo(refused(new LoyaltyRefusal.OverLimit(LoyaltyRules.POINTS_LIMIT)));
    assertThat(LoyaltyRules.adjust(full, 1, WHY, moment))
        .isEqualTo(refused(new LoyaltyRefusal.OverLimit(LoyaltyRules.POINTS_LIMIT)));
    AccountState other = AccountState.opened(ids.next(), new Phone("+447700900002"), NOW);
    AccountState one = after(LoyaltyRules.earn(other, 1, null, PointsNote.NONE, moment));
    assertThat(LoyaltyRules.merge(one, full, PointsNote.NONE, moment))
        .isEqualTo(
            new MergeDecision.Refused(new LoyaltyRefusal.OverLimit(LoyaltyRules.POINTS_LIMIT)));
  }

  private LoyaltyDecision reverse(AccountState account, LoyaltyTransaction row, Reversal how) {
    return LoyaltyRules.reverse(account, new PastEntry(account.id(), row, false), how, WHY, moment);
  }

  private static AccountState after(LoyaltyDecision decision) {
    return entry(decision).after();
  }

  private static AccountEntry entry(LoyaltyDecision decision) {
    assertThat(decision).isInstanceOf(LoyaltyDecision.Posted.class);
    return ((LoyaltyDecision.Posted) decision).entry();
  }

  private static LoyaltyDecision refused(LoyaltyRefusal refusal) {
    return new LoyaltyDecision.Refused(refusal);
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
