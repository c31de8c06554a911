package io.poshub.engine.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.lane.Command;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyHold;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import io.poshub.testing.Seeds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts that become one, on the real database, through the lane. */
class MergeTest {
  private static final Phone ANN = new Phone("+447700900001");
  private static final Phone BEN = new Phone("+447700900002");
  private static final Phone CAT = new Phone("+447700900003");

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("merges");

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theOtherAccountTakesOverEverything() {
    LoyaltyTransaction earned = earn(ANN, 100, "o-1");
    run(new RedeemPoints(new PointsMove(ANN, 30, PointsNote.NONE)));
    LoyaltyHold hold = hold(ANN, 20);
    earn(BEN, 5, null);

    LoyaltyOutcome.Merged merged = merged(run(merge(ANN, BEN)));

    assertThat(merged.change().account().points()).isEqualTo(75);
    assertThat(merged.change().account().held()).isEqualTo(20);
    assertThat(merged.change().account().lifetimePoints()).isEqualTo(105);
    assertThat(merged.change().transaction().points()).isEqualTo(70);
    assertThat(merged.change().transaction().heldPoints()).isEqualTo(20);
    assertThat(merged.source().status()).isEqualTo(LoyaltyAccount.Status.MERGED);
    assertThat(merged.source().points()).isZero();
    assertThat(merged.source().mergedInto()).isEqualTo(merged.change().account().id());
    assertThat(merged.source().lifetimePoints()).isEqualTo(100);

    // From now on her phone means his account: for her holds, her orders and her old rows too.
    assertThat(account(ANN)).isEqualTo(account(BEN));
    assertThat(run(new EndHold(ANN, hold.id(), new EndHold.End.Capture(null), PointsNote.NONE)))
        .isInstanceOf(LoyaltyOutcome.HoldEnded.class);
    assertThat(run(EarnPoints.of(move(ANN, 100, "o-1"))))
        .isInstanceOf(LoyaltyOutcome.Repeated.class);
    assertThat(run(EarnPoints.of(move(BEN, 100, "o-1"))))
        .isInstanceOf(LoyaltyOutcome.Repeated.class);
    assertThat(run(reverse(BEN, earned.id(), 50))).isInstanceOf(LoyaltyOutcome.Moved.class);
    assertThat(account(BEN).points()).isEqualTo(5);
    assertThat(account(BEN).lifetimePoints()).isEqualTo(55);
  }

  @Test
  void chainsOfMergesEndAtOneAccountAndNeverInACircle() {
    earn(ANN, 1, null);
    earn(BEN, 20, null);
    earn(CAT, 300, null);
    LoyaltyHold hold = hold(ANN, 1);
    run(merge(ANN, BEN));

    LoyaltyOutcome.Merged second = merged(run(merge(ANN, CAT)));

    assertThat(second.source().phone()).isEqualTo(BEN);
    for (Phone phone : List.of(ANN, BEN, CAT)) {
      assertThat(account(phone).points()).isEqualTo(321);
      assertThat(account(phone).phone()).isEqualTo(CAT);
      for (Phone other : List.of(ANN, BEN, CAT)) {
        assertThat(run(merge(phone, other))).isEqualTo(refused(new LoyaltyRefusal.AlreadyMerged()));
      }
    }
    assertThat(run(new EndHold(ANN, hold.id(), new EndHold.End.Release(), PointsNote.NONE)))
        .isInstanceOf(LoyaltyOutcome.HoldEnded.class);
  }

  @Test
  void aHoldOfAMergedAccountLapsesWhereItIsNow() {
    earn(ANN, 10, null);
    earn(BEN, 1, null);
    hold(ANN, 10);
    run(merge(ANN, BEN));
    engine.clock.advance(Duration.ofMinutes(1));

    assertThat(engine.timers.fireDue()).isEqualTo(1);
    assertThat(engine.timers.fireDue()).isZero();
    assertThat(account(BEN).available()).isEqualTo(11);
    assertThat(engine.loyalty.transactions(tenant, ANN, null, 1).orElseThrow().items().getFirst())
        .extracting(LoyaltyTransaction::reason)
        .isEqualTo("lapsed");
  }

  @Test
  void bothAccountsMustBeThere() {
    earn(ANN, 1, null);

    assertThat(run(merge(ANN, BEN))).isEqualTo(refused(new LoyaltyRefusal.TargetUnknown()));
    assertThat(run(merge(BEN, ANN))).isEqualTo(refused(new LoyaltyRefusal.Unknown()));
  }

  @Test
  void commandsOfOneBatchSeeAMergeOfThatBatch() throws Exception {
    earn(ANN, 1, null);
    earn(BEN, 1, null);
    earn(CAT, 1, null);
    List<Future<LoyaltyOutcome>> answers = new ArrayList<>();
    // Submitted together, so that many of them share a batch.
    for (int i = 0; i < 20; i++) {
      answers.add(engine.lanes.submit(tenant, EarnPoints.of(move(ANN, 1, "a" + i))));
      if (i == 7) {
        answers.add(engine.lanes.submit(tenant, merge(ANN, BEN)));
      }
      if (i == 14) {
        answers.add(engine.lanes.submit(tenant, merge(BEN, CAT)));
      }
    }
    for (Future<LoyaltyOutcome> answer : answers) {
      assertThat(answer.get()).isNotInstanceOf(LoyaltyOutcome.Refused.class);
    }
    assertThat(account(ANN).points()).isEqualTo(23);
    assertSound();
  }

  @Test
  void mergesAndMovesAtOnceFromTwoNodesLoseNoPoint() throws Exception {
    Random random = new Random(Seeds.draw("mergesAtOnce"));
    List<Phone> phones = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      phones.add(new Phone("+44770090010" + i));
      earn(phones.getLast(), 10, null);
    }
    Lanes other = engine.lanesOn(engine.transactions, (_, _, _, _) -> {});
    List<Callable<LoyaltyOutcome>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Lanes lanes = random.nextBoolean() ? engine.lanes : other;
      Command<LoyaltyOutcome> earn =
          EarnPoints.of(move(phones.get(random.nextInt(8)), 1, "order-" + i));
      calls.add(() -> lanes.call(tenant, earn));
      if (i % 25 == 0) {
        Command<LoyaltyOutcome> merge =
            merge(phones.get(random.nextInt(8)), phones.get(random.nextInt(8)));
        calls.add(() -> lanes.call(tenant, merge));
      }
    }
    Collections.shuffle(calls, random);

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<LoyaltyOutcome> answer : callers.invokeAll(calls)) {
        if (answer.get() instanceof LoyaltyOutcome.Refused(LoyaltyRefusal refusal)) {
          assertThat(refusal).isEqualTo(new LoyaltyRefusal.AlreadyMerged());
        }
      }
    }

    assertThat(engine.number(tenant, "SELECT SUM(points) FROM customers")).isEqualTo(280);
    assertThat(engine.number(tenant, "SELECT COUNT(*) FROM customers")).isEqualTo(8);
    assertSound();
  }

  /** Ledgers sum to balances, and whoever is merged stands for an account that is not. */
  private void assertSound() throws SQLException {
    assertThat(
            engine.number(
                tenant,
                """
                SELECT COUNT(*) FROM customers c LEFT JOIN customers t ON t.id = c.merged_into
                WHERE c.points <> (SELECT SUM(e.points) FROM pos_loyalty_transactions e
                                   WHERE e.account_id = c.id)
                  OR c.held_points <> (SELECT SUM(e.held_points) FROM pos_loyalty_transactions e
                                       WHERE e.account_id = c.id)
                  OR c.entries <> (SELECT COUNT(*) FROM pos_loyalty_transactions e
                                   WHERE e.account_id = c.id)
                  OR t.merged_into IS NOT NULL
                """))
        .isZero();
  }

  private LoyaltyTransaction earn(Phone phone, long points, @Nullable String orderId) {
    LoyaltyOutcome outcome = run(EarnPoints.of(move(phone, points, orderId)));
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Moved.class);
    LoyaltyChange change = ((LoyaltyOutcome.Moved) outcome).change();
    return change.transaction();
  }

  private LoyaltyHold hold(Phone phone, long points) {
    LoyaltyOutcome outcome =
        run(
            new HoldPoints(
                new HoldWish(phone, points, false, Duration.ofMinutes(1), PointsNote.NONE)));
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Held.class);
    return ((LoyaltyOutcome.Held) outcome).hold();
  }

  private static MergeAccounts merge(Phone phone, Phone into) {
    return new MergeAccounts(phone, into, PointsNote.NONE);
  }

  private static ReversePoints reverse(Phone phone, String entryId, long points) {
    return new ReversePoints(
        phone, entryId, new Reversal.Points(points), new PointsNote(null, "mistake", null, null));
  }

  private static PointsMove move(Phone phone, long points, @Nullable String orderId) {
    return new PointsMove(phone, points, new PointsNote(orderId, null, null, null));
  }

  private LoyaltyAccount account(Phone phone) {
    return engine.loyalty.find(tenant, phone).orElseThrow();
  }

  private LoyaltyOutcome run(Command<LoyaltyOutcome> command) {
    return engine.lanes.call(tenant, command);
  }

  private static LoyaltyOutcome.Merged merged(LoyaltyOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Merged.class);
    return (LoyaltyOutcome.Merged) outcome;
  }

  private static LoyaltyOutcome refused(LoyaltyRefusal refusal) {
    return new LoyaltyOutcome.Refused(refusal);
  }
}
