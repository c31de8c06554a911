package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.Statements;
import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.KeyedRequest;
import io.poshub.engine.idempotency.Once;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.JsonValue;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Currency;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a deduction costs in statements sent to the database: with each goes a round trip, and the
 * lane is as fast as it has few of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  /** Lock the card, write it, write its ledger row, move the head, write the event, commit. */
  private static final int STATEMENTS_PER_DEDUCTION = 6;

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("trips");

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void aLoneDeductionCostsNoStatementMoreThanItNeeds() throws SQLException {
    CardRef card = sell();

    assertThat(Statements.per(_ -> redeem(card))).isEqualTo(STATEMENTS_PER_DEDUCTION);
  }

  @Test
  void aKeyCostsTwoStatementsMoreOneToClaimItAndOneToKeepTheAnswer() throws SQLException {
    CardRef card = sell();
    Idempotency idempotency = new Idempotency(engine.lanes, engine.transactions);
    Redemption wish = new Redemption(new Money(1, GBP), false, null, null, null, null);
    IntConsumer call =
        i -> {
          KeyedRequest request =
              KeyedRequest.of(
                  tenant,
                  new IdempotencyKey("k" + i),
                  "till",
                  "POST",
                  "/deduct",
                  new JsonValue.Null());
          Once<CardOutcome> once =
              idempotency.call(
                  tenant,
                  request,
                  new RedeemCard(card, wish),
                  _ -> new Answer(200, null, new byte[0]));
          assertThat(once).isInstanceOf(Once.First.class);
        };

    assertThat(Statements.per(call)).isEqualTo(STATEMENTS_PER_DEDUCTION + 2);
  }

  private CardRef sell() {
    CardOutcome outcome =
        engine.giftCards.issue(
            tenant,
            new NewCard(
                CardCode.generate(new SecureRandom()),
                new Money(100_000, GBP),
                null,
                new CardState.Issue(null, null, null)));
    return CardRef.of(((CardOutcome.Issued) outcome).card().id()).orElseThrow();
  }

  private void redeem(CardRef card) {
    CardOutcome outcome =
        engine.giftCards.redeem(
            tenant, card, new Redemption(new Money(1, GBP), false, null, null, null, null));
    assertThat(outcome).isInstanceOf(CardOutcome.Redeemed.class);
  }
}
