package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.protocol.stream.StreamEvent;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cards on the real database, through the lane. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GiftCardsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("cards");

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aSoldCardIsFoundByItsCodeHoweverItIsTypedAndByItsId() {
    CardOutcome.Issued issued = sell("summer-2026 box", gbp(5000));
    GiftCard card = issued.card();

    assertThat(find("SUMMER2026BOX")).contains(card);
    assertThat(find("summer 2026-box")).contains(card);
    assertThat(find(card.id())).contains(card);
    assertThat(card.last4()).isEqualTo("6BOX");
    assertThat(find("NOSUCHCARD")).isEmpty();
  }

  @Test
  void theSameCodeIsSoldOnce() {
    sell("ONCEONLY1", gbp(100));

    assertThat(engine.giftCards.issue(tenant, newCard("once-only-1", gbp(100))))
        .isInstanceOf(CardOutcome.Exists.class);
  }

  @Test
  void generatedCodesHaveSixteenCharactersAndAValidCheckCharacter() {
    String code = CardCode.generate(new SecureRandom()).reveal();

    assertThat(code).matches("[A-Z0-9]{16}");
    assertThat(CardCode.checkCharacter(code.substring(0, 15))).isEqualTo(code.charAt(15));
  }

  @Test
  void aDeductionLowersTheBalanceWritesOneRowAndTellsTheTills() {
    GiftCard card = sell("DEDUCT0001", gbp(5000)).card();
    CardOutcome outcome = redeem(card.id(), gbp(1250), false);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CardOutcome.Redeemed.class,
            redeemed -> {
              assertThat(redeemed.card().balance()).isEqualTo(gbp(3750));
              assertThat(redeemed.remainingDue()).isEqualTo(gbp(0));
              assertThat(redeemed.transaction().amount()).isEqualTo(gbp(-1250));
              assertThat(redeemed.transaction().balanceAfter()).isEqualTo(gbp(3750));
            });
    StreamEvent last = engine.stored(tenant).getLast();
    assertThat(last.type()).isEqualTo(EventType.GIFT_CARD_UPDATED);
    assertThat(last.data()).contains("\"balance\":\"37.50\"").contains(card.id());
    assertThat(last.data()).doesNotContain("DEDUCT0001");
  }

  @Test
  void tooMuchIsRefusedWithWhatIsThereUnlessPartIsAllowed() {
    GiftCard card = sell("PARTIAL001", gbp(500)).card();

    assertThat(redeem(card.id(), gbp(501), false))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Insufficient(gbp(500))));
    assertThat(redeem(card.id(), gbp(2000), true))
        .isInstanceOfSatisfying(
            CardOutcome.Redeemed.class,
            redeemed -> {
              assertThat(redeemed.remainingDue()).isEqualTo(gbp(1500));
              assertThat(redeemed.card().balance()).isEqualTo(gbp(0));
            });
    assertThat(redeem(card.id(), gbp(1), true))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Insufficient(gbp(0))));
  }

  @Test
  void blockedInactiveExpiredAndUnknownCardsPayNothing() throws SQLException {
    GiftCard card = sell("CLOSED0001", gbp(500)).card();
    engine.execute(
        tenant, "UPDATE gift_cards SET status = 'blocked' WHERE id = '" + card.id() + "'");
    assertThat(redeem(card.id(), gbp(1), false))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Blocked()));
    engine.execute(
        tenant, "UPDATE gift_cards SET status = 'inactive' WHERE id = '" + card.id() + "'");
    assertThat(redeem(card.id(), gbp(1), false))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Inactive()));
    assertThat(redeem("NEVERSOLD1", gbp(1), false))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Unknown()));
  }

  @Test
  void aCardIsGoodThroughItsLastDayInTheTenantsZone() {
    LocalDate today = LocalDate.ofInstant(engine.clock.instant(), tenant.timeZone());
    GiftCard card =
        ((CardOutcome.Issued)
                engine.giftCards.issue(
                    tenant,
                    new NewCard(
                        CardCode.of("LASTDAY001").orElseThrow(),
                        gbp(500),
                        today,
                        new CardState.Issue(null, null, null))))
            .card();

    assertThat(redeem(card.id(), gbp(100), false)).isInstanceOf(CardOutcome.Redeemed.class);
    engine.clock.advance(Duration.ofDays(1));
    assertThat(redeem(card.id(), gbp(100), false))
        .isEqualTo(new CardOutcome.Refused(new CardRefusal.Expired()));
    assertThat(find(card.id()).orElseThrow().status()).isEqualTo(GiftCard.Status.EXPIRED);
    engine.clock.advance(Duration.ofDays(-1));
  }

  @Test
  void sixtyFourTillsAtOnceTakeExactlyWhatIsThere() throws Exception {
    GiftCard card = sell("MANYTILLS1", gbp(10_000)).card();
    int tills = 64;
    int each = 20;
    Callable<Long> till =
        () ->
            IntStream.range(0, each)
                .filter(_ -> redeem(card.id(), gbp(10), false) instanceof CardOutcome.Redeemed)
                .count();

    long taken = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> answers : callers.invokeAll(Collections.nCopies(tills, till))) {
        taken += answers.get();
      }
    }

    assertThat(taken).isEqualTo(1_000);
    assertThat(find(card.id()).orElseThrow().balance()).isEqualTo(gbp(0));
    String ledger = " FROM pos_gift_card_transactions WHERE card_id = '" + card.id() + "'";
    assertThat(engine.number(tenant, "SELECT SUM(amount)" + ledger)).isZero();
    assertThat(engine.number(tenant, "SELECT MIN(balance_after)" + ledger)).isZero();
    assertThat(engine.number(tenant, "SELECT COUNT(*)" + ledger)).isEqualTo(1_001);
    assertThat(engine.number(tenant, "SELECT MAX(entry)" + ledger)).isEqualTo(1_001);
  }

  @Test
  void twoNodesShareACardWithoutLosingAPenny() throws Exception {
    GiftCard card = sell("TWONODES01", gbp(1_000)).card();
    GiftCards other =
        new GiftCards(
            engine.lanesOn(engine.transactions, (_, _, _, _) -> {}),
            engine.transactions,
            engine.clock);
    CardRef ref = CardRef.of(card.id()).orElseThrow();
    Callable<CardOutcome> here =
        () -> engine.giftCards.redeem(tenant, ref, redemption(gbp(7), false));
    Callable<CardOutcome> there = () -> other.redeem(tenant, ref, redemption(gbp(7), false));

    long taken = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<CardOutcome>> calls =
          IntStream.range(0, 200).mapToObj(i -> i % 2 == 0 ? here : there).toList();
      for (Future<CardOutcome> answer : callers.invokeAll(calls)) {
        taken += answer.get() instanceof CardOutcome.Redeemed ? 1 : 0;
      }
    }

    assertThat(taken).isEqualTo(142);
    assertThat(find(card.id()).orElseThrow().balance()).isEqualTo(gbp(1_000 - 142 * 7));
  }

  @Test
  void manyWhoAskAtOnceByCodeAndByIdAllSeeTheirCard() throws Exception {
    GiftCard one = sell("MANYASK001", gbp(1)).card();
    GiftCard two = sell("MANYASK002", gbp(2)).card();
    List<String> named = List.of("MANYASK001", "many-ask-002", one.id(), two.id(), "NOSUCHCARD");
    Callable<List<Long>> till =
        () ->
            IntStream.range(0, 100)
                .mapToObj(i -> find(named.get(i % named.size())))
                .map(card -> card.map(found -> found.balance().minor()).orElse(0L))
                .toList();
    List<Long> expected =
        IntStream.range(0, 20).boxed().flatMap(_ -> List.of(1L, 2L, 1L, 2L, 0L).stream()).toList();

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> seen : callers.invokeAll(Collections.nCopies(16, till))) {
        assertThat(seen.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void theLedgerIsReadNewestFirstInPages() {
    GiftCard card = sell("PAGES00001", gbp(1_000)).card();
    for (int i = 1; i <= 5; i++) {
      redeem(card.id(), gbp(i), false);
    }
    CardRef ref = CardRef.of(card.id()).orElseThrow();

    var first = engine.giftCards.transactions(tenant, ref, null, 4).orElseThrow();
    var second =
        engine
            .giftCards
            .transactions(tenant, ref, Long.valueOf(first.next() == null ? "0" : first.next()), 4)
            .orElseThrow();

    assertThat(first.hasMore()).isTrue();
    assertThat(first.items())
        .extracting(GiftCardTransaction::amount)
        .containsExactly(gbp(-5), gbp(-4), gbp(-3), gbp(-2));
    assertThat(second.hasMore()).isFalse();
    assertThat(second.items())
        .extracting(GiftCardTransaction::type)
        .containsExactly(GiftCardTransaction.Type.REDEEM, GiftCardTransaction.Type.ACTIVATE);
  }

  private CardOutcome.Issued sell(String code, Money amount) {
    return (CardOutcome.Issued) engine.giftCards.issue(tenant, newCard(code, amount));
  }

  private static NewCard newCard(String code, Money amount) {
    return new NewCard(
        CardCode.of(code).orElseThrow(), amount, null, new CardState.Issue(null, null, null));
  }

  private Optional<GiftCard> find(String ref) {
    return engine.giftCards.find(tenant, CardRef.of(ref).orElseThrow());
  }

  private CardOutcome redeem(String ref, Money amount, boolean allowPartial) {
    return engine.giftCards.redeem(
        tenant, CardRef.of(ref).orElseThrow(), redemption(amount, allowPartial));
  }

  private static Redemption redemption(Money amount, boolean allowPartial) {
    return new Redemption(amount, allowPartial, null, "till-1", null, null);
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
