package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderChange;
import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.order.OrderOutcome;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopKey;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One order's way from the shop to the tills and back. */
class JourneyTest {
  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final FakeShop shop = FakeShop.start(clock);
  private final Hub hub = Hub.fresh(clock);
  private final Tenant tenant = hub.newTenant("kitchen");

  @BeforeEach
  void connect() {
    assertThat(hub.connector.connect(tenant, access(shop, Map.of())))
        .isInstanceOf(ConnectOutcome.Connected.class);
  }

  @AfterEach
  void close() {
    hub.close();
    shop.close();
  }

  static ShopAccess access(FakeShop shop, Map<String, String> statusMap) {
    return new ShopAccess(
        shop.url(), ShopKey.FULL.key(), ShopKey.FULL.secret(), 5, 30, 90, statusMap);
  }

  @Test
  void aPaidOrderRingsAndWhatTheTillDoesReachesTheShop() {
    long id = shop.place("processing", SampleOrders.random(new Random(1)));

    hub.sweep(tenant);

    Order order = only();
    assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(order.externalId()).isEqualTo(Long.toString(id));
    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(1);

    move(order, OrderStatus.ACCEPTED);
    move(order, OrderStatus.READY);
    clock.advance(Duration.ofSeconds(2));
    move(order, OrderStatus.COMPLETED);
    hub.runUntil(() -> "completed".equals(shop.status(id)));
    int requests = shop.requests();
    clock.advance(Duration.ofSeconds(10));
    hub.sweep(tenant);

    assertThat(only().status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(only().version()).isEqualTo(4);
    assertThat(hub.connector.queue().stats("kitchen").waiting()).isZero();
    assertThat(shop.requests() - requests).isLessThan(6);
  }

  @Test
  void aSecondSweepTellsNobodyAnything() {
    for (int i = 0; i < 5; i++) {
      shop.place("processing", SampleOrders.random(new Random(i)));
    }
    hub.sweep(tenant);
    int events = hub.events(tenant, EventType.NEW_ORDER).size();

    hub.sweep(tenant);

    assertThat(events).isEqualTo(5);
    assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(5);
    assertThat(hub.events(tenant, EventType.ORDER_UPDATED)).isEmpty();
  }

  private void move(Order order, OrderStatus status) {
    assertThat(
            hub.orders.change(
                tenant, order.id(), new OrderChange(status, null, "till-1", null, null, null)))
        .isInstanceOf(OrderOutcome.Changed.class);
  }

  private Order only() {
    List<Order> orders =
        hub.orders
            .list(tenant, new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), null, 10)
            .items();
    assertThat(orders).hasSize(1);
    return orders.getFirst();
  }
}
