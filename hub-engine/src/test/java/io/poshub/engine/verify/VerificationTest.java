package io.poshub.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.giftcard.CardAccess;
import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.HoldWish;
import io.poshub.engine.giftcard.LoadCard;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.giftcard.OpenHold;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.giftcard.Remark;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody changes with an SQL prompt is found and named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final EngineFixture engine = EngineFixture.create();
  private int tenants;
  private Tenant tenant = engine.newTenant("first");
  private String card = "";

  @AfterAll
  void close() {
    engine.close();
  }

  @BeforeEach
  void sellAndUse() {
    tenant = engine.newTenant("verify" + tenants++);
    card = sell("VERIFY0001");
    sell("VERIFY0002");
    pay(card, 100);
    pay(card, 200);
    CardRef ref = new CardRef.ById(card);
    engine.lanes.call(tenant, new LoadCard(ref, gbp(50), Remark.NONE));
    engine.lanes.call(
        tenant,
        new OpenHold(
            new CardAccess(ref, null),
            new HoldWish(gbp(30), false, Duration.ofMinutes(5), Remark.NONE)));
  }

  @Test
  void whatTheHubWroteIsRight() {
    Verification.Result result = engine.verification.run(tenant);

    assertThat(result.differences()).isEmpty();
    assertThat(result.checked()).isEqualTo(new Audit.Checked(2, 0, 6));
    assertThat(result.hasMore()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE gift_cards SET balance = balance + 1 WHERE last4 = '0001'|WrongFigure.*balance",
        "UPDATE gift_cards SET held = held + 1 WHERE last4 = '0001'|WrongFigure.*held",
        "UPDATE gift_cards SET entries = entries + 1 WHERE last4 = '0001'|WrongFigure.*entries",
        "UPDATE gift_cards SET chain = NULL WHERE last4 = '0001'|WrongFigure.*chain",
        "UPDATE gift_card_holds SET amount = amount + 1|WrongHold",
        "UPDATE gift_card_holds SET status = 'released'|WrongHold",
        "DELETE FROM gift_card_holds|WrongHold"
      })
  void aChangedFigureIsNamed(String sql, String found) throws SQLException {
    engine.execute(tenant, sql);

    assertThat(engine.verification.run(tenant).differences())
        .singleElement()
        .satisfies(difference -> assertThat(difference.id()).isEqualTo(card))
        .asString()
        .containsPattern(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order_id = 'x'",
        "note = 'x'",
        "terminal = 'x'",
        "reason = 'x'",
        "idempotency_key = 'x'",
        "reverses_id = 'x'",
        "hold_id = NULL, type = 'load'",
        "type = 'capture'",
        "occurred_at = occurred_at - INTERVAL 1 SECOND",
        "recorded_at = recorded_at - INTERVAL 1 SECOND",
        "chain = REPEAT('x', 32)",
        "id = 'x'"
      })
  void anEditedRowShowsEvenWhereEverySumIsRight(String assignment) throws SQLException {
    engine.execute(
        tenant,
        "UPDATE pos_gift_card_transactions SET "
            + assignment
            + " WHERE card_id = '"
            + card
            + "' AND entry = 3");

    assertThat(engine.verification.run(tenant).differences())
        .contains(
            new Difference.BrokenRow(Difference.Subject.CARD, card, 3, Difference.Fault.CHAIN));
  }

  @Test
  void aRowThatWasTakenAwayLeavesAGap() throws SQLException {
    engine.execute(
        tenant,
        "DELETE FROM pos_gift_card_transactions WHERE card_id = '" + card + "' AND entry = 2");

    assertThat(engine.verification.run(tenant).differences())
        .contains(
            new Difference.BrokenRow(Difference.Subject.CARD, card, 3, Difference.Fault.GAP),
            new Difference.BrokenRow(Difference.Subject.CARD, card, 3, Difference.Fault.BALANCE),
            new Difference.BrokenRow(Difference.Subject.CARD, card, 3, Difference.Fault.CHAIN));
  }

  @Test
  void rowsFromBeforeThereWereChainsAreOnlyAddedUp() throws SQLException {
    engine.execute(tenant, "UPDATE pos_gift_card_transactions SET chain = NULL");
    engine.execute(tenant, "UPDATE gift_cards SET chain = NULL");
    assertThat(engine.verification.run(tenant).differences()).isEmpty();

    pay(card, 1);
    assertThat(engine.verification.run(tenant).differences()).isEmpty();

    engine.execute(tenant, "UPDATE pos_gift_card_transactions SET note = 'x' WHERE entry = 6");
    assertThat(engine.verification.run(tenant).differences()).hasSize(1);
  }

  @Test
  void aChangedAccountIsNamed() throws SQLException {
    engine.execute(
        tenant,
        "INSERT INTO customers (id, phone, points, held_points, lifetime_points, entries,"
            + " created_at, updated_at)"
            + " VALUES ('a', '+447700900123', 15, 2, 15, 1, NOW(3), NOW(3))");

    assertThat(engine.verification.run(tenant).differences())
        .contains(
            wrong("points", "15", "0"), wrong("held_points", "2", "0"), wrong("entries", "1", "0"));
  }

  @Test
  void itSeesOneMomentWhileOthersGoOnSelling() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread till =
        Thread.startVirtualThread(() -> {
          while (!done.get()) {
            pay(card, 1);
          }
        });
    for (int i = 0; i < 20; i++) {
      assertThat(engine.verification.run(tenant).differences()).isEmpty();
    }
    done.set(true);
    till.join();
  }

  private static Difference wrong(String field, String stored, String computed) {
    return new Difference.WrongFigure(Difference.Subject.ACCOUNT, "a", field, stored, computed);
  }

  private String sell(String code) {
    NewCard wish =
        new NewCard(
            CardCode.of(code).orElseThrow(),
            gbp(100_000),
            null,
            new CardState.Issue(null, null, null));
    return ((CardOutcome.Issued) engine.giftCards.issue(tenant, wish)).card().id();
  }

  private void pay(String cardId, long minor) {
    engine.giftCards.redeem(
        tenant,
        new CardRef.ById(cardId),
        new Redemption(gbp(minor), false, null, null, null, null));
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
