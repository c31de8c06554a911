package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.shop.ShopJob;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopKey;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant moves to another shop, whose orders have the same numbers. */
class OtherShopTest extends ConnectedShop {
  private final FakeShop other = FakeShop.start(clock);

  @AfterEach
  void closeOther() {
    other.close();
  }

  @Test
  void anotherShopsOrdersRingThoughTheirNumbersWereThereBefore() {
    threeOrders(shop);
    hub.sweep(tenant);
    List<Order> first = orders();
    move(first.get(0), OrderStatus.ACCEPTED);
    move(first.get(0), OrderStatus.READY);
    move(first.get(0), OrderStatus.COMPLETED);
    move(first.get(1), OrderStatus.REJECTED);
    drain();
    List<String> before = told();
    threeOrders(other);

    connect(other.url());
    hub.sweep(tenant);

    assertThat(orders()).hasSize(6).filteredOn(order -> isOf(order, "2:")).hasSize(3);
    assertThat(orders().stream().filter(order -> isOf(order, "2:")))
        .allMatch(order -> order.status() == OrderStatus.PENDING);
    assertThat(told()).containsAll(before);
    assertThat(events(EventType.NEW_ORDER)).hasSize(6);
  }

  @Test
  void alsoAfterTheFirstOneWasDisconnected() {
    long id = place(shop);
    hub.sweep(tenant);
    move(order(), OrderStatus.ACCEPTED);
    move(order(), OrderStatus.READY);
    move(order(), OrderStatus.COMPLETED);
    drain();
    clock.advance(Duration.ofMinutes(1));
    assertThat(place(other)).isEqualTo(id);

    hub.connector.disconnect(tenant);
    connect(other.url());
    hub.sweep(tenant);

    assertThat(told()).containsExactlyInAnyOrder(id + " completed", "2:" + id + " pending");
  }

  @Test
  void whatTheTillDoesReachesTheShopTheOrderIsOf() {
    long id = place(shop);
    assertThat(place(other)).isEqualTo(id);
    hub.sweep(tenant);
    connect(other.url());
    hub.sweep(tenant);

    move(of("2:"), OrderStatus.REJECTED);
    drain();

    assertThat(other.status(id)).isEqualTo("cancelled");
    assertThat(shop.status(id)).isEqualTo("processing");
    assertThat(told()).containsExactlyInAnyOrder(id + " pending", "2:" + id + " rejected");
  }

  @Test
  void theSameShopGoesOnWithItsOrdersHoweverItsAddressIsWritten() {
    place(shop);
    hub.sweep(tenant);

    connect(shop.url() + "/");
    hub.sweep(tenant);
    hub.connector.disconnect(tenant);
    connect(shop.url());
    hub.sweep(tenant);
    connect(other.url());
    hub.sweep(tenant);
    connect(shop.url());
    place(shop);
    hub.sweep(tenant);

    assertThat(orders()).hasSize(2).noneMatch(order -> isOf(order, "2:"));
    assertThat(events(EventType.NEW_ORDER)).hasSize(2);
  }

  @Test
  void whatWaitedForTheFormerShopIsGivenUpAndToldOf() {
    place(shop);
    hub.sweep(tenant);
    shop.faults(
        (method, _) -> method.equals("PUT") ? new Fault.Failing(500, false) : new Fault.None());
    move(OrderStatus.ACCEPTED);
    hub.runUntil(() -> waitsAfter(1));

    connect(other.url());

    assertThat(dead())
        .extracting(ShopJob::lastError)
        .containsExactly("its shop is not connected any more: another one is");
    assertThat(events(EventType.SYNC_ALERT).getLast().data()).contains("status_not_told");
  }

  @Test
  void whatATillDoesToAnOrderOfTheFormerShopIsNotToldToTheNewOne() {
    long id = place(shop);
    hub.sweep(tenant);
    assertThat(place(other)).isEqualTo(id);
    connect(other.url());
    hub.sweep(tenant);

    move(of(Long.toString(id)), OrderStatus.REJECTED);
    hub.runUntil(() -> !dead().isEmpty());

    assertThat(other.status(id)).isEqualTo("processing");
    assertThat(dead().getFirst().externalId()).isEqualTo(Long.toString(id));
  }

  @Test
  void theWebhooksAtTheFormerShopAreTakenAway() {
    assertThat(shop.hooks().count()).isEqualTo(4);

    connect(other.url());

    assertThat(shop.hooks().count()).isZero();
    assertThat(other.hooks().count()).isEqualTo(4);
  }

  @Test
  void theSweepOfTheFormerShopDoesNotHideOrdersOfTheNewOne() throws Exception {
    place(other);
    clock.advance(Duration.ofHours(1));
    place(shop);
    CountDownLatch walking = new CountDownLatch(1);
    CountDownLatch moved = new CountDownLatch(1);
    shop.faults(
        Faults.meanwhile((method, path) -> {
          if (method.equals("GET") && path.endsWith("/orders")) {
            walking.countDown();
            await(moved);
          }
        }));
    hub.connector.requestSync(tenant, null);
    hub.timers.fireDue();
    assertThat(walking.await(20, TimeUnit.SECONDS)).isTrue();

    connect(other.url());
    moved.countDown();
    hub.sweep(tenant);

    assertThat(orders()).filteredOn(order -> isOf(order, "2:")).hasSize(1);
  }

  @Test
  void aTenantFromBeforeShopsWereToldApartGoesOn() {
    place(shop);
    hub.sweep(tenant);
    forgetShops();

    connect(shop.url());
    place(shop);
    hub.sweep(tenant);

    assertThat(orders()).hasSize(2).noneMatch(order -> isOf(order, "2:"));
  }

  @Test
  void whoLeftBeforeShopsWereToldApartMeetsNobody() {
    long id = place(shop);
    hub.sweep(tenant);
    hub.connector.disconnect(tenant);
    forgetShops();
    assertThat(place(other)).isEqualTo(id);

    connect(other.url());
    hub.sweep(tenant);

    assertThat(told()).containsExactlyInAnyOrder(id + " pending", "2:" + id + " pending");
  }

  private void forgetShops() {
    hub.transactions.inTenant(
        "kitchen",
        connection -> {
          try (var delete = connection.prepareStatement("DELETE FROM shops")) {
            return delete.executeUpdate();
          }
        });
  }

  private void connect(String url) {
    ShopAccess access =
        new ShopAccess(url, ShopKey.FULL.key(), ShopKey.FULL.secret(), 5, 30, 90, Map.of());
    assertThat(hub.connector.connect(tenant, access)).isInstanceOf(ConnectOutcome.Connected.class);
  }

  /** Until nothing is to be told to the shop any more. */
  private void drain() {
    hub.runUntil(() -> {
      var stats = hub.connector.queue().stats("kitchen");
      return hub.timers.fireDue() == 0 && stats.waiting() + stats.running() == 0;
    });
  }

  private List<ShopJob> dead() {
    return hub.connector.queue().list("kitchen", JobState.DEAD, null, 10).items();
  }

  private List<String> told() {
    return orders().stream()
        .map(order -> order.externalId() + " " + order.status().wire())
        .toList();
  }

  private Order of(String start) {
    return orders().stream().filter(order -> isOf(order, start)).findFirst().orElseThrow();
  }

  private static boolean isOf(Order order, String start) {
    return String.valueOf(order.externalId()).startsWith(start);
  }

  private void move(Order order, OrderStatus status) {
    hub.orders.change(
        tenant,
        order.id(),
        new io.poshub.engine.order.OrderChange(
            status, null, "till-1", null, status == OrderStatus.REJECTED ? "busy" : null, null));
  }

  private static void threeOrders(FakeShop at) {
    for (int i = 0; i < 3; i++) {
      place(at);
    }
  }

  private static long place(FakeShop at) {
    return at.place("processing", SampleOrders.random(new Random(at.orderIds().size())));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
