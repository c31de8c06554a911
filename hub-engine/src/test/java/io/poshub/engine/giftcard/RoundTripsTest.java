package io.poshub.engine.giftcard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.idempotency.Answer;
import io.poshub.engine.idempotency.Idempotency;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.idempotency.KeyedRequest;
import io.poshub.engine.idempotency.Once;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.JsonValue;
import io.poshub.testing.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
  private static final int CALLS = 20;
  private static final int ROUNDS = 5;

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

    assertThat(statements(_ -> redeem(card))).isEqualTo(STATEMENTS_PER_DEDUCTION);
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
                  tenant, new IdempotencyKey("k" + i), "POST", "/deduct", new JsonValue.Null());
          Once<CardOutcome> once =
              idempotency.call(
                  tenant,
                  request,
                  new RedeemCard(card, wish),
                  _ -> new Answer(200, null, new byte[0]));
          assertThat(once).isInstanceOf(Once.First.class);
        };

    assertThat(statements(call)).isEqualTo(STATEMENTS_PER_DEDUCTION + 2);
  }

  /**
   * On average over some calls, after one that opens what stays open. The server counts everybody's
   * statements, a pool's that is still filling too, so the quietest of some rounds is what counts.
   */
  private static long statements(IntConsumer call) throws SQLException {
    try (Connection connection = TestDatabase.shared().connect("mysql")) {
      call.accept(0);
      long fewest = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long before = questions(connection);
        for (int i = 1; i <= CALLS; i++) {
          call.accept(round * CALLS + i);
        }
        // Its own question is one of them.
        fewest = Math.min(fewest, questions(connection) - before - 1);
      }
      return Math.round(fewest / (double) CALLS);
    }
  }

  private static long questions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
      if (!row.next()) {
        throw new SQLException("the server does not count");
      }
      return row.getLong(2);
    }
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
