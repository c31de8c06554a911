package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.connectors.fakeshop.Delivery;
import io.poshub.connectors.fakeshop.FakeShop;
import io.poshub.connectors.fakeshop.Faults;
import io.poshub.connectors.fakeshop.SampleOrders;
import io.poshub.connectors.fakeshop.ShopProfile;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.connectors.woo.WooStage;
import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A busy shop with everything that goes wrong between it and the hub, by a seed: orders change
 * while they are walked, deliveries are lost, late, doubled and forged, calls fail in all ways, and
 * the hub is killed in the middle. In the end both sides say the same.
 *
 * <p>Takes part with {@code -Dhub.test.simulation=true}: one run in some ends with an order that
 * differs between the two sides, which is not understood yet.
 */
@EnabledIfSystemProperty(named = "hub.test.simulation", matches = "true")
class SimulationTest {
  private static final int ORDERS = Integer.getInteger("hub.test.shop.orders", 2_000);
  private static final long SEED = Long.getLong("hub.test.shop.seed", 2026);
  private static final double FAULTS = 0.06;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final Random random = new Random(SEED);
  private final FakeShop shop =
      FakeShop.start(ShopProfile.OLD, ZoneId.of("Pacific/Auckland"), clock, false);
  private final HookServer door = new HookServer();
  private final List<Delivery> late = new ArrayList<>();
  private Hub hub =
      new Hub(TestDatabase.shared().newHubSchemas(), clock, door.url(), Duration.ofMillis(400));
  private Tenant tenant = hub.newTenant("kitchen");

  @Test
  void bothSidesSayTheSameInTheEnd() {
    for (int i = 0; i < ORDERS / 2; i++) {
      // Many in one second, as after an import at the shop.
      Instant created = clock.instant().minus(Duration.ofMinutes(random.nextInt(600)));
      shop.place(status(), created, SampleOrders.random(random));
    }
    door.open(hub.connector);
    assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
    shop.faults(Faults.seeded(SEED, FAULTS));
    while (shop.orderIds().size() < ORDERS) {
      live();
      if (shop.orderIds().size() > ORDERS * 3 / 4 && !killed) {

        kill();
      }
    }
    settle();
    compare();
    door.close();
    hub.close();
    shop.close();
  }

  private boolean killed;

  /** A few seconds of a busy shop. */
  private void live() {
    for (int i = 0; i < 20; i++) {
      shop.place(status(), SampleOrders.random(random));
    }
    List<Long> ids = shop.orderIds();
    for (int i = 0; i < 25; i++) {
      change(ids.get(random.nextInt(ids.size())));
    }
    tills();
    deliver();
    clock.advance(Duration.ofMillis(random.nextInt(40_000)));
    for (int i = 0; i < 5; i++) {
      hub.timers.fireDue();
    }
  }

  private void change(long id) {
    switch (random.nextInt(20)) {
      case 0 -> shop.trash(id);
      case 1 -> shop.deleteForGood(id);
      case 2 -> shop.refund(id, "0.10");
      case 3 -> shop.setStatus(id, "refunded");
      case 4 -> shop.setStatus(id, "on-hold");
      case 5, 6 -> shop.setStatus(id, "cancelled");
      case 7, 8, 9 -> shop.setStatus(id, "completed");
      default -> shop.setStatus(id, "processing");
    }
  }

  /** People move a few orders on. */
  private void tills() {
    List<Order> open = page(new OrderFilter(OrderStatus.PENDING, null, null, null), null).items();
    for (int i = 0; i < Math.min(3, open.size()); i++) {
      Order order = open.get(random.nextInt(open.size()));
      OrderStatus next = random.nextInt(4) == 0 ? OrderStatus.REJECTED : OrderStatus.ACCEPTED;
      hub.orders.change(
          tenant,
          order.id(),
          new OrderChange(
              next, null, "till-1", null, next == OrderStatus.REJECTED ? "busy" : null, null));
    }
  }

  private void deliver() {
    List<Delivery> due = new ArrayList<>(shop.takeDeliveries());
    if (random.nextInt(3) == 0) {
      due.addAll(late);
      late.clear();
    }
    Collections.shuffle(due, random);
    for (Delivery delivery : due) {
      switch (random.nextInt(10)) {
        case 0, 1 -> {}
        case 2 -> late.add(delivery);
        case 3 -> {
          shop.hooks().send(delivery);
          shop.hooks().send(delivery);
        }
        case 4 -> shop.hooks().send(delivery.signedWith("Zm9yZ2Vk"));
        default -> shop.hooks().send(delivery);
      }
    }
  }

  /** The process is gone; another one on the same database goes on. */
  private void kill() {
    killed = true;
    hub.close();
    hub = new Hub(hub.schemas, clock, door.url(), Duration.ofMillis(400));
    tenant = hub.tenants.find("kitchen").orElseThrow();
    door.open(hub.connector);
  }

  /** Nothing goes wrong any more, and all the waits are over. */
  private void settle() {
    shop.faults(Faults.NONE);
    late.forEach(shop.hooks()::send);
    late.clear();
    for (int round = 0; round < 40; round++) {
      clock.advance(Duration.ofMinutes(20));
      hub.sweep(tenant);
      hub.runUntil(() -> hub.timers.fireDue() == 0);
      var stats = hub.connector.queue().stats("kitchen");
      if (round > 8 && stats.waiting() == 0 && stats.running() == 0) {
        return;
      }
    }
  }

  private void compare() {
    Map<String, Order> byExternalId = new HashMap<>();
    String cursor = null;
    do {
      Page<Order> page = page(new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), cursor);
      for (Order order : page.items()) {
        assertThat(byExternalId.put(String.valueOf(order.externalId()), order)).isNull();
      }
      cursor = page.next();
    } while (cursor != null);
    List<String> differences = new ArrayList<>();
    for (long id : shop.orderIds()) {
      JsonValue.Obj json = shop.order(id);
      difference(json, byExternalId.get(Long.toString(id))).ifPresent(differences::add);
    }
    byExternalId.forEach((id, order) -> {
      if (shop.order(Long.parseLong(id)) == null && !order.status().isOver()) {
        differences.add(id + " is gone at the shop and open here");
      }
    });
    assertThat(differences).as("seed " + SEED).isEmpty();
    assertThat(ringsOfEachOrder()).as("seed " + SEED).isLessThanOrEqualTo(MAX_RINGS);
    assertThat(hub.connector.queue().stats("kitchen").dead()).isZero();
  }

  /** An order may ring again when the shop brings it back. */
  private static final int MAX_RINGS = 12;

  private int ringsOfEachOrder() {
    Map<String, Integer> rings = new HashMap<>();
    Set<String> states = new HashSet<>();
    for (StreamEvent event : hub.events(tenant, EventType.NEW_ORDER)) {
      String id = member(event.data(), "id");
      // The same state of the same order never rings twice.
      assertThat(states.add(id + " " + member(event.data(), "version"))).isTrue();
      rings.merge(id, 1, Integer::sum);
    }
    return rings.values().stream().max(Integer::compare).orElse(0);
  }

  private static Optional<String> difference(JsonValue.@Nullable Obj json, @Nullable Order order) {
    if (json == null) {
      return Optional.empty();
    }
    WooOrder there = WooOrder.read(json).orElseThrow();
    WooStage stage = WooStage.of(there.status(), there.paid());
    if (order == null) {
      boolean mayBeMissing =
          stage == WooStage.UNDECIDED
              || stage == WooStage.FAILED
              || (stage == WooStage.CANCELLED && !there.paid());
      return mayBeMissing
          ? Optional.empty()
          : Optional.of(there.id() + " " + there.status() + " is missing");
    }
    boolean same =
        switch (stage) {
          case OPEN -> !order.status().isOver();
          case DONE -> order.status() == OrderStatus.COMPLETED;
          case CANCELLED, FAILED ->
              order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.REJECTED;
          case UNDECIDED -> true;
        };
    boolean sameMoney =
        member(order.details(), "total")
            .equals(
                json.members().get("total") instanceof JsonValue.Text(String total) ? total : "");
    return same && sameMoney
        ? Optional.empty()
        : Optional.of(
            there.id() + " is " + there.status() + " at the shop and " + order.status() + " here");
  }

  private Page<Order> page(OrderFilter filter, @Nullable String cursor) {
    return hub.orders.list(tenant, filter, cursor, 200);
  }

  private String status() {
    return List.of("pending", "on-hold", "processing", "processing", "processing", "completed")
        .get(random.nextInt(6));
  }

  private static String member(String json, String name) {
    try {
      return Json.parse(json) instanceof JsonValue.Obj object
          ? switch (object.members().get(name)) {
            case JsonValue.Text(String text) -> text;
            case JsonValue.Num(String raw) -> raw;
            case null, default -> "";
          }
          : "";
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
