package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.CountedWire;
import io.poshub.engine.EngineFixture;
import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.KeyedRequest;
import io.poshub.engine.idempotency.Once;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.JsonValue;
import java.security.SecureRandom;
import java.util.Currency;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a deduction costs in round trips to the database: the lane is as fast as it has few of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  /** Lock the card; write it, its ledger row and the head; write the event and commit. */
  private static final int TRIPS_PER_DEDUCTION = 3;

  /** Lock the card; everything else, for where the head stands is known. */
  private static final int TRIPS_PER_DEDUCTION_ALONE = 2;

  private final CountedWire wire = new CountedWire();
  private final EngineFixture engine = EngineFixture.over(wire);
  private final Tenant tenant = engine.newTenant("trips");

  @AfterAll
  void close() {
    engine.close();
    wire.close();
  }

  @Test
  void aLoneDeductionCostsNoTripMoreThanItNeeds() {
    CardRef card = sell();

    assertThat(wire.per(_ -> redeem(engine.giftCards, card))).isEqualTo(TRIPS_PER_DEDUCTION);
  }

  @Test
  void whoWritesAloneSendsAllThatIsWrittenInOnePacket() {
    CardRef card = sell();
    GiftCards alone = new GiftCards(engine.lanesAlone(), engine.transactions, engine.clock);

    assertThat(wire.per(_ -> redeem(alone, card))).isEqualTo(TRIPS_PER_DEDUCTION_ALONE);
  }

  @Test
  void aKeyCostsOneTripMoreToClaimIt() {
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

    assertThat(wire.per(call)).isEqualTo(TRIPS_PER_DEDUCTION + 1);
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

  private void redeem(GiftCards cards, CardRef card) {
    CardOutcome outcome =
        cards.redeem(
            tenant, card, new Redemption(new Money(1, GBP), false, null, null, null, null));
    assertThat(outcome).isInstanceOf(CardOutcome.Redeemed.class);
  }
}
