package io.poshub.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.CountedWire;
import io.poshub.engine.EngineFixture;
import io.poshub.engine.handling.HandlingWish;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderClaim;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What orders cost in round trips to the database; a batch of many costs the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRoundTripsTest {
  /** Settings; number; order, its timers and the head; event, place in the handling, commit. */
  private static final int TRIPS_PER_ORDER = 4;

  /** No other node can have changed settings, number or head: all in one packet. */
  private static final int TRIPS_PER_ORDER_ALONE = 1;

  /** Lock order and handling; write the handling, its history and the head; event, commit. */
  private static final int TRIPS_PER_CLAIM = 3;

  private final CountedWire wire = new CountedWire();
  private final EngineFixture engine = EngineFixture.over(wire);
  private final Tenant tenant = engine.newTenant("order-trips");
  private final SmallOrders orders = new SmallOrders(engine, tenant);

  @AfterAll
  void close() {
    engine.close();
    wire.close();
  }

  @Test
  void anOrderCostsNoTripMoreThanItNeeds() {
    assertThat(wire.per(_ -> orders.online())).isEqualTo(TRIPS_PER_ORDER);
  }

  @Test
  void anOrderWithItsShopsNameIsNotLookedForFirst() {
    assertThat(wire.per(i -> assertThat(orders.named("shop-" + i)).isNotNull()))
        .isEqualTo(TRIPS_PER_ORDER);
  }

  @Test
  void whoWritesAloneSendsAnOrderInOnePacket() {
    SmallOrders alone =
        new SmallOrders(new Orders(engine.lanesAlone(), engine.transactions, engine.clock), tenant);

    assertThat(wire.per(_ -> alone.online())).isEqualTo(TRIPS_PER_ORDER_ALONE);
  }

  @Test
  void aClaimLocksOrderAndHandlingInOne() {
    Order order = orders.online();
    long perClaimAndRelease =
        wire.per(_ -> {
          HandlingOutcome claimed =
              engine.orders.handle(
                  tenant, order.id(), new HandlingWish.Claim("t1", Duration.ofSeconds(60)));
          HandlingWish release = new HandlingWish.Release("t1", fence(claimed));
          assertThat(engine.orders.handle(tenant, order.id(), release))
              .isInstanceOf(HandlingOutcome.Handled.class);
        });

    assertThat(perClaimAndRelease).isEqualTo(2 * TRIPS_PER_CLAIM);
  }

  private static long fence(HandlingOutcome outcome) {
    return outcome instanceof HandlingOutcome.Handled(var _, OrderClaim claim) && claim != null
        ? claim.fence()
        : 0;
  }
}
