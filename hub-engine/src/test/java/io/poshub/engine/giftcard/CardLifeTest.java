package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.TenantPatch;
import io.poshub.engine.verify.Verification;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardHold;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds, reversals, blocks and expiry on the real database, through the lane. */
class CardLifeTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("life");
  private int codes;

  @AfterEach
  void everythingAddsUp() {
    Verification.Result result = engine.verification.run(tenant);
    engine.close();
    assertThat(result.differences()).isEmpty();
    assertThat(result.checked().cards()).isPositive();
  }

  @Test
  void aHoldReservesAndACaptureTakesPartOfItInOneRow() {
    CardRef card = sell(5000, null);
    GiftCardHold hold = hold(card, 2000, 900);
    assertThat(find(card).available()).isEqualTo(gbp(3000));

    CardOutcome.HoldEnded captured = (CardOutcome.HoldEnded) capture(card, hold, gbp(1500));

    assertThat(captured.hold().status()).isEqualTo(GiftCardHold.Status.CAPTURED);
    assertThat(captured.hold().capturedAmount()).isEqualTo(gbp(1500));
    assertThat(captured.transaction().amount()).isEqualTo(gbp(-1500));
    assertThat(captured.transaction().heldAmount()).isEqualTo(gbp(-2000));
    assertThat(captured.card().balance()).isEqualTo(gbp(3500));
    assertThat(captured.card().available()).isEqualTo(gbp(3500));
    assertThat(capture(card, hold, null)).isEqualTo(refused(new CardRefusal.HoldResolved()));
    assertThat(engine.timers.dead(tenant.slug())).isEmpty();
  }

  @Test
  void aHoldThatNobodyResolvesIsAvailableAtOnceAndWrittenByItsTimer() {
    CardRef card = sell(1000, null);
    GiftCardHold hold = hold(card, 1000, 60);

    engine.clock.advance(Duration.ofSeconds(60));
    assertThat(find(card).available()).isEqualTo(gbp(1000));
    assertThat(find(card).held()).isEqualTo(gbp(0));
    assertThat(ledger(card))
        .containsExactly(GiftCardTransaction.Type.HOLD, GiftCardTransaction.Type.ACTIVATE);

    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(ledger(card))
        .containsExactly(
            GiftCardTransaction.Type.RELEASE,
            GiftCardTransaction.Type.HOLD,
            GiftCardTransaction.Type.ACTIVATE);
    GiftCardTransaction row = rows(card).getFirst();
    assertThat(row.reason()).isEqualTo("lapsed");
    assertThat(row.occurredAt()).isEqualTo(hold.expiresAt());
    assertThat(engine.stored(tenant).getLast().type()).isEqualTo(EventType.GIFT_CARD_UPDATED);
    assertThat(capture(card, hold, null)).isEqualTo(refused(new CardRefusal.HoldExpired()));
    assertThat(engine.timers.fireDue()).isZero();
  }

  @Test
  void theNextTouchWritesALapseBeforeAnythingElseAndTheTimerFindsNothing() {
    CardRef card = sell(1000, null);
    hold(card, 1000, 60);
    engine.clock.advance(Duration.ofMinutes(5));

    assertThat(redeem(card, 700)).isInstanceOf(CardOutcome.Redeemed.class);

    assertThat(ledger(card))
        .containsExactly(
            GiftCardTransaction.Type.REDEEM,
            GiftCardTransaction.Type.RELEASE,
            GiftCardTransaction.Type.HOLD,
            GiftCardTransaction.Type.ACTIVATE);
    assertThat(engine.timers.fireDue()).isZero();
  }

  @Test
  void aRowIsReversedOnceWhoeverAsksAndHoweverOften() throws Exception {
    CardRef card = sell(1000, null);
    String paid = ((CardOutcome.Redeemed) redeem(card, 600)).transaction().id();
    List<Callable<CardOutcome>> tills = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tills.add(() -> reverse(card, paid, null));
    }

    int moved = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<CardOutcome> answer : callers.invokeAll(tills)) {
        moved += answer.get() instanceof CardOutcome.Moved ? 1 : 0;
      }
    }

    assertThat(moved).isEqualTo(1);
    assertThat(find(card).balance()).isEqualTo(gbp(1000));
    assertThat(reverse(card, paid, gbp(1))).isEqualTo(refused(new CardRefusal.AlreadyReversed()));
    String reversal = rows(card).getFirst().id();
    assertThat(rows(card).getFirst().reversesId()).isEqualTo(paid);
    assertThat(reverse(card, reversal, null)).isEqualTo(refused(new CardRefusal.NotReversible()));
    assertThat(reverse(sell(100, null), paid, null))
        .isEqualTo(refused(new CardRefusal.EntryUnknown()));
  }

  @Test
  void aLoadWhoseMoneyIsSpentStays() {
    CardRef card = sell(100, null);
    String load =
        ((CardOutcome.Moved) run(new LoadCard(card, gbp(500), Remark.NONE))).transaction().id();
    redeem(card, 300);

    assertThat(reverse(card, load, null))
        .isEqualTo(refused(new CardRefusal.Insufficient(gbp(300))));
    assertThat(reverse(card, load, gbp(501)))
        .isEqualTo(refused(new CardRefusal.ExceedsOriginal(gbp(500))));
    assertThat(reverse(card, load, gbp(300))).isInstanceOf(CardOutcome.Moved.class);
    assertThat(find(card).balance()).isEqualTo(gbp(0));
  }

  @Test
  void aBlockedCardKeepsItsMoneyAndADeactivatedOneForGood() throws SQLException {
    CardRef card = sell(1000, null);
    restate(card, RestateCard.Wanted.BLOCKED);
    restate(card, RestateCard.Wanted.BLOCKED);

    assertThat(redeem(card, 1)).isEqualTo(refused(new CardRefusal.Blocked()));
    assertThat(run(new AdjustCard(card, gbp(-100), "suspicious", Remark.NONE)))
        .isInstanceOf(CardOutcome.Moved.class);
    restate(card, RestateCard.Wanted.UNBLOCKED);
    assertThat(redeem(card, 1)).isInstanceOf(CardOutcome.Redeemed.class);
    restate(card, RestateCard.Wanted.INACTIVE);
    assertThat(run(new RestateCard(card, RestateCard.Wanted.UNBLOCKED, null, Remark.NONE)))
        .isEqualTo(refused(new CardRefusal.Inactive()));
    assertThat(run(new LoadCard(card, gbp(1), Remark.NONE)))
        .isEqualTo(refused(new CardRefusal.Inactive()));
    assertThat(find(card).balance()).isEqualTo(gbp(899));
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM gift_card_status_notes")).isEqualTo(3);
  }

  @Test
  void whatIsOnACardExpiresWhenTheDayAfterItsLastBeginsWhereTheTenantIs() {
    Tenant tokyo = moved("Asia/Tokyo");
    LocalDate lastDay = LocalDate.parse("2026-11-21");
    CardRef card = sell(tokyo, 1000, lastDay);
    CardRef held = sell(tokyo, 1000, lastDay);
    engine.lanes.call(tokyo, new OpenHold(access(held), wish(400, 7200)));
    // 12:00 UTC is 21:00 in Tokyo.
    engine.clock.advance(Duration.ofHours(3).minusMillis(1));
    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(find(card).balance()).isEqualTo(gbp(1000));

    engine.clock.advance(Duration.ofMillis(1));
    assertThat(engine.timers.fireDue()).isEqualTo(2);

    assertThat(find(card).status()).isEqualTo(GiftCard.Status.EXPIRED);
    assertThat(find(card).balance()).isEqualTo(gbp(0));
    assertThat(ledger(card))
        .containsExactly(GiftCardTransaction.Type.EXPIRE, GiftCardTransaction.Type.ACTIVATE);
    assertThat(find(held).balance()).isEqualTo(gbp(0));
  }

  @Test
  void whatWasHeldInTimeIsPaidAndWhatComesBackLateExpires() {
    LocalDate lastDay = LocalDate.parse("2026-11-21");
    CardRef card = sell(tenant, 1000, lastDay);
    engine.clock.advance(Duration.ofHours(11));
    GiftCardHold hold = hold(card, 400, 86_400);
    engine.clock.advance(Duration.ofHours(1));
    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(find(card).balance()).isEqualTo(gbp(400));

    assertThat(capture(card, hold, gbp(300))).isInstanceOf(CardOutcome.HoldEnded.class);

    assertThat(find(card).balance()).isEqualTo(gbp(0));
    String capture = rows(card).get(1).id();
    assertThat(reverse(card, capture, null)).isInstanceOf(CardOutcome.Moved.class);
    assertThat(find(card).balance()).isEqualTo(gbp(0));
    assertThat(ledger(card))
        .containsExactly(
            GiftCardTransaction.Type.EXPIRE,
            GiftCardTransaction.Type.REVERSE,
            GiftCardTransaction.Type.EXPIRE,
            GiftCardTransaction.Type.CAPTURE,
            GiftCardTransaction.Type.EXPIRE,
            GiftCardTransaction.Type.HOLD,
            GiftCardTransaction.Type.ACTIVATE);
  }

  @Test
  void aPinCountsForCodesAndNotForIds() {
    CardCode code = CardCode.of("WITHAPIN01").orElseThrow();
    CardPin pin = CardPin.of("04711").orElseThrow();
    CardPin wrong = CardPin.of("4711").orElseThrow();
    SecureRandom random = new SecureRandom();
    CardOutcome.Issued issued =
        (CardOutcome.Issued)
            engine.giftCards.issue(
                tenant,
                new NewCard(
                    code,
                    pin.hash(tenant.cardKey(), random),
                    gbp(100),
                    null,
                    new CardState.Issue(null, null, null)));
    CardRef ref = new CardRef.ByCode(code);
    Redemption one = new Redemption(gbp(1), false, null, null, null, null);

    assertThat(issued.card().pinSet()).isTrue();
    assertThat(run(new RedeemCard(new CardAccess(ref, null), one)))
        .isEqualTo(refused(new CardRefusal.PinRequired()));
    assertThat(run(new RedeemCard(new CardAccess(ref, wrong), one)))
        .isEqualTo(refused(new CardRefusal.PinFailed()));
    assertThat(run(new RedeemCard(new CardAccess(ref, pin), one)))
        .isInstanceOf(CardOutcome.Redeemed.class);
    assertThat(run(new RedeemCard(new CardRef.ById(issued.card().id()), one)))
        .isInstanceOf(CardOutcome.Redeemed.class);
    assertThat(
            engine.giftCards.look(tenant, new CardAccess(ref, wrong)).toCompletableFuture().join())
        .isEqualTo(new CardView.Hidden(new CardRefusal.PinFailed()));
    assertThat(engine.giftCards.look(tenant, new CardAccess(ref, pin)).toCompletableFuture().join())
        .isInstanceOf(CardView.Shown.class);
    assertThat(pin.hash(tenant.cardKey(), random)).isNotEqualTo(pin.hash(tenant.cardKey(), random));
  }

  private Tenant moved(String zone) {
    return engine
        .tenants
        .change(tenant.slug(), new TenantPatch(null, ZoneId.of(zone), null, null))
        .orElseThrow();
  }

  private CardRef sell(long minor, @Nullable LocalDate expiresOn) {
    return sell(tenant, minor, expiresOn);
  }

  private CardRef sell(Tenant of, long minor, @Nullable LocalDate expiresOn) {
    NewCard card =
        new NewCard(
            CardCode.of("LIFETEST" + codes++).orElseThrow(),
            gbp(minor),
            expiresOn,
            new CardState.Issue(null, null, null));
    return new CardRef.ById(((CardOutcome.Issued) engine.giftCards.issue(of, card)).card().id());
  }

  private GiftCardHold hold(CardRef card, long minor, int seconds) {
    return ((CardOutcome.Held) run(new OpenHold(access(card), wish(minor, seconds)))).hold();
  }

  private static HoldWish wish(long minor, int seconds) {
    return new HoldWish(gbp(minor), false, Duration.ofSeconds(seconds), Remark.NONE);
  }

  private CardOutcome capture(CardRef card, GiftCardHold hold, @Nullable Money amount) {
    return run(new EndHold(card, hold.id(), new EndHold.How.Capture(amount), Remark.NONE));
  }

  private CardOutcome reverse(CardRef card, String entryId, @Nullable Money amount) {
    return run(new ReverseEntry(card, entryId, amount, "mistake", Remark.NONE));
  }

  private void restate(CardRef card, RestateCard.Wanted wanted) {
    assertThat(run(new RestateCard(card, wanted, "lost", Remark.NONE)))
        .isInstanceOf(CardOutcome.Restated.class);
  }

  private CardOutcome redeem(CardRef card, long minor) {
    return run(new RedeemCard(card, new Redemption(gbp(minor), false, null, null, null, null)));
  }

  private CardOutcome run(Command<CardOutcome> command) {
    return engine.lanes.call(tenant, command);
  }

  private GiftCard find(CardRef card) {
    Tenant now = engine.tenants.find(tenant.slug()).orElseThrow();
    return engine.giftCards.find(now, card).orElseThrow();
  }

  private List<GiftCardTransaction> rows(CardRef card) {
    return engine.giftCards.transactions(tenant, card, null, 100).orElseThrow().items();
  }

  private List<GiftCardTransaction.Type> ledger(CardRef card) {
    return rows(card).stream().map(GiftCardTransaction::type).toList();
  }

  private static CardAccess access(CardRef card) {
    return new CardAccess(card, null);
  }

  private static CardOutcome refused(CardRefusal refusal) {
    return new CardOutcome.Refused(refusal);
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
