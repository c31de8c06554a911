package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.EngineFixture;
import io.poshub.engine.Statements;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderClaim;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What orders cost in statements; a batch of many costs the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRoundTripsTest {
  /** Settings, number, order, its timers, head, event, its place in the handling, commit. */
  private static final int STATEMENTS_PER_ORDER = 8;

  /** As above, but no other node can have changed the settings. */
  private static final int STATEMENTS_PER_ORDER_ALONE = 7;

  /** Lock order and handling, write the handling, its history, head, event, commit. */
  private static final int STATEMENTS_PER_CLAIM = 6;

  private final EngineFixture engine = EngineFixture.create();
  private final Tenant tenant = engine.newTenant("order-trips");
  private final SmallOrders orders = new SmallOrders(engine, tenant);

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void takingAnOrderCostsAStatementForItsHandlingAndOneForItsTimers() throws SQLException {
    assertThat(Statements.per(_ -> orders.online())).isEqualTo(STATEMENTS_PER_ORDER);
  }

  @Test
  void anOrderWithItsShopsNameIsNotLookedForFirst() throws SQLException {
    assertThat(Statements.per(i -> assertThat(orders.named("shop-" + i)).isNotNull()))
        .isEqualTo(STATEMENTS_PER_ORDER);
  }

  @Test
  void whoWritesAloneReadsTheSettingsOnce() throws SQLException {
    SmallOrders alone =
        new SmallOrders(new Orders(engine.lanesAlone(), engine.transactions, engine.clock), tenant);

    assertThat(Statements.per(_ -> alone.online())).isEqualTo(STATEMENTS_PER_ORDER_ALONE);
  }

  @Test
  void aClaimLocksOrderAndHandlingInOne() throws SQLException {
    Order order = orders.online();
    long perClaimAndRelease =
        Statements.per(_ -> {
          HandlingOutcome claimed =
              engine.orders.handle(
                  tenant, order.id(), new HandlingWish.Claim("t1", Duration.ofSeconds(60)));
          HandlingWish release = new HandlingWish.Release("t1", fence(claimed));
          assertThat(engine.orders.handle(tenant, order.id(), release))
              .isInstanceOf(HandlingOutcome.Handled.class);
        });

    assertThat(perClaimAndRelease).isEqualTo(2 * STATEMENTS_PER_CLAIM);
  }

  private static long fence(HandlingOutcome outcome) {
    return outcome instanceof HandlingOutcome.Handled(var _, OrderClaim claim) && claim != null
        ? claim.fence()
        : 0;
  }
}
