package io.poshub.engine.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Points on the real database, through the lane. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoyaltyTest {
  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("points");

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void theFirstAddOpensTheAccount() {
    Phone phone = new Phone("+447700900001");
    assertThat(engine.loyalty.find(tenant, phone)).isEmpty();

    LoyaltyChange change = moved(engine.loyalty.earn(tenant, move(phone, 100, null)));

    assertThat(change.account().points()).isEqualTo(100);
    assertThat(change.account().lifetimePoints()).isEqualTo(100);
    assertThat(engine.loyalty.find(tenant, phone)).contains(change.account());
  }

  @Test
  void anOrderEarnsOnceAndARepeatHearsTheFirstAnswer() {
    Phone phone = new Phone("+447700900002");
    LoyaltyChange first = moved(engine.loyalty.earn(tenant, move(phone, 50, "order-2")));
    moved(engine.loyalty.earn(tenant, move(phone, 5, null)));

    assertThat(engine.loyalty.earn(tenant, move(phone, 50, "order-2")))
        .isEqualTo(new LoyaltyOutcome.Repeated(first));
    assertThat(engine.loyalty.earn(tenant, move(phone, 51, "order-2")))
        .isEqualTo(refused(new LoyaltyRefusal.AlreadyEarned()));
    assertThat(engine.loyalty.earn(tenant, move(new Phone("+447700900022"), 50, "order-2")))
        .isEqualTo(refused(new LoyaltyRefusal.AlreadyEarned()));
    assertThat(engine.loyalty.find(tenant, phone).orElseThrow().points()).isEqualTo(55);
  }

  @Test
  void redeemingTakesNoMoreThanThereIsAndLeavesLifetimeAlone() {
    Phone phone = new Phone("+447700900003");
    moved(engine.loyalty.earn(tenant, move(phone, 80, null)));

    assertThat(engine.loyalty.redeem(tenant, move(phone, 81, null)))
        .isEqualTo(refused(new LoyaltyRefusal.Insufficient(80)));
    LoyaltyChange change = moved(engine.loyalty.redeem(tenant, move(phone, 80, null)));
    assertThat(change.account().points()).isZero();
    assertThat(change.account().lifetimePoints()).isEqualTo(80);
    assertThat(change.transaction().points()).isEqualTo(-80);
    assertThat(engine.loyalty.redeem(tenant, move(new Phone("+447700900033"), 1, null)))
        .isEqualTo(refused(new LoyaltyRefusal.Unknown()));
  }

  @Test
  void sixtyFourFirstAddsAtOnceFromTwoNodesOpenOneAccount() throws Exception {
    Phone phone = new Phone("+447700900004");
    Loyalty other =
        new Loyalty(
            engine.lanesOn(engine.transactions, (_, _, _, _) -> {}),
            engine.transactions,
            engine.clock);
    Callable<LoyaltyOutcome> here = () -> engine.loyalty.earn(tenant, move(phone, 1, null));
    Callable<LoyaltyOutcome> there = () -> other.earn(tenant, move(phone, 1, null));
    List<Callable<LoyaltyOutcome>> calls = new ArrayList<>(Collections.nCopies(32, here));
    calls.addAll(Collections.nCopies(32, there));

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<LoyaltyOutcome> answer : callers.invokeAll(calls)) {
        moved(answer.get());
      }
    }

    assertThat(engine.loyalty.find(tenant, phone).orElseThrow().points()).isEqualTo(64);
    assertThat(
            engine.number(tenant, "SELECT COUNT(*) FROM customers WHERE phone = '+447700900004'"))
        .isEqualTo(1);
  }

  @Test
  void ledgersSumToBalances() throws SQLException {
    Phone phone = new Phone("+447700900005");
    moved(engine.loyalty.earn(tenant, move(phone, 10, null)));
    moved(engine.loyalty.redeem(tenant, move(phone, 4, null)));

    assertThat(
            engine.number(
                tenant,
                """
                SELECT COUNT(*) FROM customers c WHERE c.points <>
                  (SELECT SUM(t.points) FROM pos_loyalty_transactions t WHERE t.account_id = c.id)
                """))
        .isZero();
  }

  private static LoyaltyOutcome refused(LoyaltyRefusal refusal) {
    return new LoyaltyOutcome.Refused(refusal);
  }

  private static LoyaltyChange moved(LoyaltyOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoyaltyOutcome.Moved.class);
    return ((LoyaltyOutcome.Moved) outcome).change();
  }

  private static PointsMove move(Phone phone, long points, @Nullable String orderId) {
    return new PointsMove(phone, points, new PointsNote(orderId, null, "till-1", null));
  }
}
