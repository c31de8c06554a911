package io.poshub.engine.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyHold;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds and reversals on the real database, through the lane. */
class PointsHoldsTest {
  private static final Phone PHONE = new Phone("+447700900001");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("holds");

  @BeforeEach
  void earn() {
    engine.loyalty.earn(tenant, new PointsMove(PHONE, 100, PointsNote.NONE));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatIsHeldIsNotAvailableUntilItIsTakenOrGivenBack() {
    LoyaltyHold first = hold(30);
    LoyaltyHold second = hold(50);
    assertThat(account().available()).isEqualTo(20);
    assertThat(run(redeem(21))).isEqualTo(refused(new LoyaltyRefusal.Insufficient(20)));

    LoyaltyOutcome captured = run(end(first, new EndHold.End.Capture(25L)));
    LoyaltyOutcome released = run(end(second, new EndHold.End.Release()));

    assertThat(captured)
        .isInstanceOfSatisfying(
            LoyaltyOutcome.HoldEnded.class,
            ended -> {
              assertThat(ended.hold().status()).isEqualTo(LoyaltyHold.Status.CAPTURED);
              assertThat(ended.hold().capturedPoints()).isEqualTo(25);
              assertThat(ended.change().transaction().points()).isEqualTo(-25);
              assertThat(ended.change().transaction().heldPoints()).isEqualTo(-30);
            });
    assertThat(released).isInstanceOf(LoyaltyOutcome.HoldEnded.class);
    assertThat(account().points()).isEqualTo(75);
    assertThat(account().available()).isEqualTo(75);
    for (LoyaltyHold hold : List.of(first, second)) {
      assertThat(run(end(hold, new EndHold.End.Release())))
          .isEqualTo(refused(new LoyaltyRefusal.HoldResolved()));
    }
    assertThat(engine.timers.fireDue()).isZero();
  }

  @Test
  void aHoldLapsesByItselfOnce() throws Exception {
    LoyaltyHold hold = hold(60);
    engine.clock.advance(Duration.ofMinutes(1));
    assertThat(account().available()).isEqualTo(100);
    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(engine.timers.fireDue()).isZero();

    List<LoyaltyTransaction> rows =
        engine.loyalty.transactions(tenant, PHONE, null, 10).orElseThrow().items();
    assertThat(rows.getFirst().type()).isEqualTo(LoyaltyTransaction.Type.RELEASE);
    assertThat(rows.getFirst().reason()).isEqualTo("lapsed");
    assertThat(rows.getFirst().heldPoints()).isEqualTo(-60);
    assertThat(rows).hasSize(3);
    assertThat(engine.stored(tenant))
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.type()).isEqualTo(EventType.LOYALTY_UPDATED));
    assertThat(run(end(hold, new EndHold.End.Capture(null))))
        .isEqualTo(refused(new LoyaltyRefusal.HoldExpired()));
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM loyalty_holds WHERE status = 'expired'"))
        .isEqualTo(1);
  }

  @Test
  void whoeverTouchesTheAccountFindsLapsedPointsFree() {
    LoyaltyHold hold = hold(60);
    engine.clock.advance(Duration.ofMinutes(1));

    assertThat(run(redeem(100))).isInstanceOf(LoyaltyOutcome.Moved.class);

    assertThat(account().held()).isZero();
    assertThat(run(end(hold, new EndHold.End.Release())))
        .isEqualTo(refused(new LoyaltyRefusal.HoldExpired()));
    assertThat(engine.timers.fireDue()).isZero();
  }

  @Test
  void aHoldBelongsToItsAccount() {
    LoyaltyHold hold = hold(10);
    Phone other = new Phone("+447700900002");
    engine.loyalty.earn(tenant, new PointsMove(other, 1, PointsNote.NONE));

    assertThat(run(new EndHold(other, hold.id(), new EndHold.End.Release(), PointsNote.NONE)))
        .isEqualTo(refused(new LoyaltyRefusal.HoldUnknown()));
    assertThat(
            run(new EndHold(PHONE, engine.ids.next(), new EndHold.End.Release(), PointsNote.NONE)))
        .isEqualTo(refused(new LoyaltyRefusal.HoldUnknown()));
  }

  @Test
  void aRowIsUndoneOnceAlsoWithinOneBatch() {
    LoyaltyTransaction row = moved(run(redeem(40))).transaction();

    assertThat(moved(run(reverse(row, new Reversal.Points(15)))).account().points()).isEqualTo(75);
    assertThat(run(reverse(row, new Reversal.Whole())))
        .isEqualTo(refused(new LoyaltyRefusal.AlreadyReversed()));
    assertThat(run(new ReversePoints(PHONE, engine.ids.next(), new Reversal.Whole(), why())))
        .isEqualTo(refused(new LoyaltyRefusal.EntryUnknown()));
  }

  @Test
  void anAmountEarnsByTheTenantsRuleAndARepeatDoesNotMindANewRule() throws Exception {
    Money amount = new Money(2550, Currency.getInstance("GBP"));
    EarnPoints earn = new EarnPoints(PHONE, null, amount, new PointsNote("o-1", null, null, null));
    LoyaltyOutcome first = run(earn);
    assertThat(moved(first).transaction().points()).isEqualTo(25);
    assertThat(moved(first).transaction().amount()).isEqualTo(amount);

    engine.execute(
        tenant,
        "INSERT INTO settings (id, document, version, updated_at)"
            + " VALUES (1, '{\"points_per_unit\":0.5}', 1, NOW(3))");

    assertThat(run(earn)).isEqualTo(new LoyaltyOutcome.Repeated(moved(first)));
    assertThat(
            moved(run(new EarnPoints(PHONE, null, amount, PointsNote.NONE))).transaction().points())
        .isEqualTo(12);
  }

  private LoyaltyHold hold(long points) {
    LoyaltyOutcome outcome =
        run(
            new HoldPoints(
                new HoldWish(PHONE, points, false, Duration.ofMinutes(1), PointsNote.NONE)));
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Held.class);
    return ((LoyaltyOutcome.Held) outcome).hold();
  }

  private static RedeemPoints redeem(long points) {
    return new RedeemPoints(new PointsMove(PHONE, points, PointsNote.NONE));
  }

  private static EndHold end(LoyaltyHold hold, EndHold.End end) {
    return new EndHold(PHONE, hold.id(), end, PointsNote.NONE);
  }

  private static ReversePoints reverse(LoyaltyTransaction row, Reversal how) {
    return new ReversePoints(PHONE, row.id(), how, why());
  }

  private static PointsNote why() {
    return new PointsNote(null, "mistake", null, null);
  }

  private LoyaltyAccount account() {
    return engine.loyalty.find(tenant, PHONE).orElseThrow();
  }

  private LoyaltyOutcome run(Command<LoyaltyOutcome> command) {
    return engine.lanes.call(tenant, command);
  }

  private static LoyaltyOutcome refused(LoyaltyRefusal refusal) {
    return new LoyaltyOutcome.Refused(refusal);
  }

  private static LoyaltyChange moved(LoyaltyOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Moved.class);
    return ((LoyaltyOutcome.Moved) outcome).change();
  }
}
