package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.protocol.Money;
import io.poshub.testing.Seeds;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The rules alone: any sequence of wishes keeps the invariants. */
class CardRulesTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final int ROUNDS = 2_000;
  private static final int WISHES = 30;

  @Test
  void anySequenceOfRedemptionsKeepsLedgerAndBalanceEqualAndNeverNegative() {
    RandomGenerator random = Seeds.random("CardRulesTest");
    for (int round = 0; round < ROUNDS; round++) {
      CardDecision.Changed issued = issue(1 + random.nextLong(10_000));
      CardState card = issued.card();
      long sum = issued.entry().row().amount().minor();
      for (int i = 0; i < WISHES; i++) {
        Redemption wish =
            new Redemption(
                gbp(1 + random.nextLong(3_000)), random.nextBoolean(), null, null, null, null);
        switch (CardRules.redeem(card, wish, "t" + i, TODAY, NOW)) {
          case CardDecision.Changed(CardState after, CardEntry entry) -> {
            sum += entry.row().amount().minor();
            assertThat(entry.row().balanceBefore()).isEqualTo(card.balance());
            assertThat(entry.row().balanceAfter()).isEqualTo(after.balance());
            assertThat(entry.entry()).isEqualTo(card.entries() + 1);
            assertThat(entry.row().amount().negated()).isLessThanOrEqualTo(wish.amount());
            card = after;
          }
          case CardDecision.Refused(CardRefusal refusal) -> {
            assertThat(refusal).isEqualTo(new CardRefusal.Insufficient(card.available()));
            assertThat(wish.amount()).isGreaterThan(card.available());
          }
        }
        assertThat(card.balance().minor()).isEqualTo(sum).isNotNegative();
      }
    }
  }

  private static CardDecision.Changed issue(long minor) {
    return CardRules.activate(
        "card",
        "t",
        new CodeHash("00"),
        new NewCard(
            CardCode.of("PROPERTY1").orElseThrow(),
            gbp(minor),
            null,
            new CardState.Issue(null, null, null)),
        NOW);
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
