package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopProfile;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.testing.HubSchemas;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A busy shop with everything that goes wrong between it and the hub, by a seed: orders change
 * while they are walked and while they are told, deliveries are lost, late, doubled and forged,
 * calls fail in all ways, people move orders on at the tills, and the hub is killed in the middle
 * of a call. In the end both sides say the same.
 *
 * <p>What the hub would do at once is done in turns that the seed decides. {@code
 * -Dhub.test.shop.seed} and {@code -Dhub.test.shop.orders} choose another run.
 */
class SimulationTest {
  private static final int ORDERS = Integer.getInteger("hub.test.shop.orders", 400);
  private static final long SEED = Long.getLong("hub.test.shop.seed", 2026);

  /** Long enough for a busy machine, short enough to wait for now and then. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(1);

  private static final int SETTLE_ROUNDS_MAX = 60;
  private static final int SETTLE_ROUNDS_MIN = 8;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final Random random = new Random(SEED);
  private final SeededTurns turns = new SeededTurns(SEED);
  private final FakeShop shop =
      FakeShop.start(ShopProfile.OLD, ZoneId.of("Pacific/Auckland"), clock, false);
  private final BusyShop busy = new BusyShop(shop, clock, random, this::tills);
  private final HookServer door = new HookServer();
  private Hub hub = start(TestDatabase.shared().newHubSchemas());
  private Tenant tenant = hub.newTenant("kitchen");
  private boolean dead;

  private Hub start(HubSchemas schemas) {
    return new Hub(schemas, clock, door.url(), ANSWER_WAIT, new Seeded(SEED), turns);
  }

  /** Jitter that comes again. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Random random;

    Seeded(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }

  @AfterEach
  void close() {
    door.close();
    hub.close();
    shop.close();
  }

  @Test
  void bothSidesSayTheSameInTheEnd() {
    System.out.printf("simulated shop: seed %d, %d orders%n", SEED, ORDERS);
    for (int i = 0; i < ORDERS / 2; i++) {
      // Many in one second, as after an import at the shop.
      Instant created = clock.instant().minus(Duration.ofMinutes(random.nextInt(600)));
      shop.place(busy.newStatus(), created, SampleOrders.random(random));
    }
    door.open(hub.connector);
    assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
    shop.faults(busy);
    liveUntil(ORDERS * 2 / 3);
    busy.crashSoon(this::kill);
    liveUntil(ORDERS * 5 / 6);
    busy.crashSoon(this::kill);
    liveUntil(ORDERS);
    settle();

    BothSides both = new BothSides(shop, hub, tenant);
    both.assertSame();
    both.assertToldInOrder();
  }

  /** A few seconds of a busy shop at a time. */
  private void liveUntil(int orders) {
    while (shop.orderIds().size() < orders) {
      busy.placeSome(20);
      busy.changeSome(25);
      tills();
      busy.deliver();
      clock.advance(Duration.ofMillis(random.nextInt(40_000)));
      for (int i = 0; i < 3; i++) {
        turn();
      }
    }
  }

  /** Some of what the hub has to do; the rest has to wait for a while. */
  private void turn() {
    try {
      hub.timers.fireDue();
      turns.run(random.nextInt(60));
    } catch (RuntimeException e) {
      if (!dead) {
        throw e;
      }
    }
    if (dead) {
      revive();
    }
  }

  /** People move a few orders on. */
  private void tills() {
    if (dead) {
      return;
    }
    List<Order> open =
        hub.orders
            .list(tenant, new OrderFilter(OrderStatus.PENDING, null, null, null), null, 200)
            .items();
    for (int i = 0; i < Math.min(3, open.size()); i++) {
      Order order = open.get(random.nextInt(open.size()));
      OrderStatus next =
          switch (random.nextInt(4)) {
            case 0 -> OrderStatus.REJECTED;
            default -> OrderStatus.ACCEPTED;
          };
      change(order, next);
      if (next == OrderStatus.ACCEPTED && random.nextInt(3) == 0) {
        change(order, OrderStatus.READY);
        change(order, OrderStatus.COMPLETED);
      }
    }
  }

  private void change(Order order, OrderStatus next) {
    String reason = next == OrderStatus.REJECTED ? "busy" : null;
    hub.orders.change(
        tenant, order.id(), new OrderChange(next, null, "till-1", null, reason, null));
  }

  /** The process is gone, in the middle of a call to the shop. */
  private void kill() {
    dead = true;
    door.open(null);
    hub.close();
  }

  /** Another one goes on, on the same database. */
  private void revive() {
    turns.forget();
    hub = start(hub.schemas);
    tenant = hub.tenants.find("kitchen").orElseThrow();
    dead = false;
    door.open(hub.connector);
  }

  /** Nothing goes wrong any more, and all the waits are over. */
  private void settle() {
    if (dead) {
      revive();
    }
    shop.faults(Faults.NONE);
    busy.deliverLate();
    for (int round = 0; round < SETTLE_ROUNDS_MAX; round++) {
      clock.advance(Duration.ofMinutes(20));
      hub.sweep(tenant);
      hub.runUntil(() -> hub.timers.fireDue() == 0);
      JobStats stats = hub.connector.queue().stats("kitchen");
      if (round > SETTLE_ROUNDS_MIN && stats.waiting() == 0 && stats.running() == 0) {
        return;
      }
    }
  }
}
