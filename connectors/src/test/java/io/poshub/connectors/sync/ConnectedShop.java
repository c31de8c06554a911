package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopProfile;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub and a shop that are connected, and have looked at each other once. */
abstract class ConnectedShop {
  final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  final FakeShop shop =
      FakeShop.start(ShopProfile.CURRENT, ZoneId.of("Pacific/Auckland"), clock, false);
  final HookServer door = new HookServer();
  final Hub hub =
      new Hub(TestDatabase.shared().newHubSchemas(), clock, door.url(), Duration.ofSeconds(20));
  final Tenant tenant = hub.newTenant("kitchen");

  @BeforeEach
  void connect() {
    door.open(hub.connector);
    assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
    hub.sweep(tenant);
  }

  @AfterEach
  void close() {
    door.close();
    hub.close();
    shop.close();
  }

  static Map<String, JsonValue> paid() {
    return SampleOrders.random(new Random(5));
  }

  void move(OrderStatus status) {
    hub.orders.change(
        tenant,
        order().id(),
        new OrderChange(
            status, null, "till-1", null, status == OrderStatus.REJECTED ? "busy" : null, null));
  }

  boolean waitsAfter(int attempts) {
    return attempts() == attempts && job().state().equals("waiting");
  }

  int attempts() {
    return hub.connector.queue().list("kitchen", null, null, 1).items().stream()
        .mapToInt(ShopJob::attempts)
        .sum();
  }

  ShopJob job() {
    return hub.connector.queue().list("kitchen", null, null, 1).items().getFirst();
  }

  List<StreamEvent> events(EventType type) {
    return hub.events(tenant, type);
  }

  Order order() {
    return orders().getFirst();
  }

  List<Order> orders() {
    return hub.orders
        .list(tenant, new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), null, 10)
        .items();
  }
}
