package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.Delivery;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopProfile;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How real shops list, page, answer and tell, and that no order is lost over it. */
class ShopFactsTest {
  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final HookServer door = new HookServer();
  private final Hub hub =
      new Hub(TestDatabase.shared().newHubSchemas(), clock, door.url(), Duration.ofSeconds(20));
  private final Tenant tenant = hub.newTenant("kitchen");
  private FakeShop shop = FakeShop.start(clock);

  @AfterEach
  void close() {
    door.close();
    hub.close();
    shop.close();
  }

  private void connect(ShopProfile profile, String zone) {
    shop.close();
    shop = FakeShop.start(profile, ZoneId.of(zone), clock, false);
    door.open(hub.connector);
    assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
    hub.sweep(tenant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"})
  void aSweepLosesNothingWhereverTheShopIs(String zone) {
    connect(ShopProfile.CURRENT, zone);
    for (int i = 0; i < 4; i++) {
      shop.place("processing", sample(i));
      shop.takeDeliveries();
      hub.sweep(tenant);
      assertThat(orders()).hasSize(i + 1);
      clock.advance(Duration.ofMinutes(10));
    }
  }

  @Test
  void anOrderOfTheSecondTheLastSweepEndedInIsFound() {
    connect(ShopProfile.CURRENT, "Europe/London");
    shop.place("processing", sample(1));
    hub.sweep(tenant);
    shop.place("processing", sample(2));
    hub.sweep(tenant);

    assertThat(orders()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(ShopProfile.class)
  void ordersOfOneSecondAreAllFoundThoughOldShopsListThemAsTheyLike(ShopProfile profile) {
    connect(profile, "Europe/London");
    clock.advance(Duration.ofMinutes(10));
    place(260);
    shop.takeDeliveries();

    hub.sweep(tenant);

    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(260);
  }

  @Test
  void aPageThatShiftsUnderTheWalkHidesNoOrder() {
    connect(ShopProfile.CURRENT, "Europe/London");
    clock.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 250; i++) {
      shop.place("processing", Instant.parse("2026-11-21T12:00:00Z").plusSeconds(i), sample(i));
    }
    shop.takeDeliveries();
    List<Long> ids = shop.orderIds();
    AtomicInteger lists = new AtomicInteger();
    shop.faults((_, path) -> {
      if (path.endsWith("/orders")) {
        // What was on the first page goes to the end while it is read.
        shop.change(ids.get(lists.getAndIncrement()), Map.of("customer_note", text("moved")));
      }
      return new Fault.None();
    });

    hub.sweep(tenant);

    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(250);
  }

  @ParameterizedTest
  @EnumSource(ShopProfile.class)
  void aLastPageThatIsFullIsFollowedByAnEmptyOne(ShopProfile profile) {
    connect(profile, "Europe/London");
    clock.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 100; i++) {
      shop.place("processing", clock.instant().minusSeconds(i), sample(i));
    }
    shop.takeDeliveries();

    hub.sweep(tenant);

    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(100);
  }

  @ParameterizedTest
  @EnumSource(ShopProfile.class)
  void aStatusTheHubHasWrittenComesBackWithoutAnEcho(ShopProfile profile) {
    connect(profile, "Europe/London");
    long id = shop.place("processing", sample(1));
    shop.runQueue();
    for (OrderStatus status :
        List.of(OrderStatus.ACCEPTED, OrderStatus.READY, OrderStatus.COMPLETED)) {
      clock.advance(Duration.ofSeconds(2));
      move(status);
    }
    hub.runUntil(() -> "completed".equals(shop.status(id)));
    int told = shop.hooks().queued();
    shop.runQueue();
    clock.advance(Duration.ofSeconds(2));
    hub.sweep(tenant);

    assertThat(told).isPositive();
    assertThat(orders().getFirst().status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(orders().getFirst().version()).isEqualTo(4);
    assertThat(hub.connector.queue().stats("kitchen").waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ShopProfile.class)
  void anOrderThatComesBackFromTheTrashIsSeenThoughNobodyTells(ShopProfile profile) {
    connect(profile, "Europe/London");
    long id = shop.place("processing", sample(1));
    shop.runQueue();
    clock.advance(Duration.ofSeconds(5));
    shop.trash(id);
    shop.runQueue();
    hub.runUntil(() -> orders().getFirst().status() == OrderStatus.CANCELLED);
    clock.advance(Duration.ofSeconds(5));
    shop.setStatus(id, "completed");

    shop.runQueue();
    hub.sweep(tenant);

    assertThat(orders().getFirst().status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void deliveriesThatShareAnIdAreAllTakenIn() {
    connect(ShopProfile.CURRENT, "Europe/London");
    place(3);
    List<Delivery> deliveries = shop.takeDeliveries();

    deliveries.forEach(shop.hooks()::send);

    assertThat(deliveries.stream().map(d -> d.headers().get("X-WC-Webhook-Delivery-ID")).distinct())
        .hasSize(2);
    assertThat(orders()).hasSize(3);
  }

  @Test
  void aBodyThatTellsOnlyThatTheOrderIsGoneIsAnsweredWell() {
    connect(ShopProfile.CURRENT, "Europe/London");
    long id = shop.place("processing", sample(1));
    shop.deleteForGood(id);
    int before = door.accepted.get();

    shop.runQueue();

    assertThat(door.accepted.get() - before).isEqualTo(2);
    assertThat(door.refused).hasValue(0);
    assertThat(orders()).isEmpty();
  }

  @Test
  void aCheckoutThatIsNotPlacedIsNoOrder() {
    connect(ShopProfile.OLD, "Europe/London");
    shop.place("checkout-draft", sample(1));
    shop.place("auto-draft", sample(2));
    shop.runQueue();
    hub.sweep(tenant);

    assertThat(orders()).isEmpty();
  }

  @Test
  void aShopInMaintenanceIsLeftAloneAsLongAsItWants() {
    connect(ShopProfile.CURRENT, "Europe/London");
    shop.faults((_, _) -> new Fault.Outage(503, "wp_die", 600));
    int before = hub.counting.sweepsFailed.get();
    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() > before);
    shop.faults(Faults.NONE);
    shop.place("processing", sample(1));
    shop.takeDeliveries();
    int requests = shop.requests();

    clock.advance(Duration.ofSeconds(590));
    hub.timers.fireDue();
    assertThat(shop.requests()).isEqualTo(requests);
    // It is asked up to a tenth later than it wants, so that shops of one host do not queue.
    clock.advance(Duration.ofSeconds(75));
    hub.runUntil(() -> orders().size() == 1);
  }

  @Test
  void aKeyThatIsTakenBackIsShownAndCancelsNothing() {
    connect(ShopProfile.CURRENT, "Europe/London");
    shop.place("processing", sample(1));
    shop.runQueue();
    shop.faults((_, _) -> new Fault.Outage(401, "woocommerce_rest_cannot_view", 0));
    int before = hub.counting.sweepsFailed.get();

    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() > before);

    assertThat(hub.connector.state(tenant).orElseThrow().state()).isEqualTo("failing");
    assertThat(hub.connector.state(tenant).orElseThrow().lastError()).contains("401");
    assertThat(orders().getFirst().status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void deletedAtTheShopWhileTheTillWorkedOnItIsNotTriedForEver() {
    connect(ShopProfile.CURRENT, "Europe/London");
    long id = shop.place("processing", sample(1));
    shop.runQueue();
    shop.deleteForGood(id);

    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> orders().getFirst().status() == OrderStatus.CANCELLED);

    assertThat(hub.connector.queue().stats("kitchen").waiting()).isZero();
  }

  private void place(int count) {
    for (int i = 0; i < count; i++) {
      shop.place("processing", sample(i));
    }
  }

  private static Map<String, JsonValue> sample(int seed) {
    return SampleOrders.random(new Random(seed));
  }

  private static JsonValue text(String text) {
    return new JsonValue.Text(text);
  }

  private void move(OrderStatus status) {
    hub.orders.change(
        tenant,
        orders().getFirst().id(),
        new OrderChange(status, null, "till-1", null, null, null));
  }

  private List<Order> orders() {
    return hub.orders
        .list(tenant, new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), null, 200)
        .items();
  }
}
