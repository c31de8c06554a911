package io.poshub.connectors.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.Delivery;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopProfile;
import io.poshub.protocol.EventType;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What it costs; only where somebody asks, because other work on the machine changes it. */
class FiguresTest {
  private static final int ORDERS = 5_000;
  private static final int DELIVERIES = 1_000;
  private static final int WARM_UP = 100;
  private static final long TICK_NANOS = 50_000_000;
  private static final double ORDERS_PER_SECOND_MIN = 500;
  private static final long P99_MAX_MICROS = 500_000;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");

  @Test
  void aShopIsTakenInAtFiveHundredOrdersASecond() throws InterruptedException {
    assumeTrue(Boolean.getBoolean("hub.test.figures"), "nobody asked for figures");
    try (FakeShop shop =
            FakeShop.start(ShopProfile.CURRENT, ZoneId.of("Europe/London"), clock, false);
        HookServer door = new HookServer();
        Hub hub =
            new Hub(
                TestDatabase.shared().newHubSchemas(), clock, door.url(), Duration.ofSeconds(20))) {
      Tenant tenant = hub.newTenant("kitchen");
      Random random = new Random(1);
      for (int i = 0; i < ORDERS; i++) {
        shop.place(
            "processing", clock.instant().minusSeconds(ORDERS - i), SampleOrders.random(random));
      }
      door.open(hub.connector);
      assertThat(hub.connector.connect(tenant, JourneyTest.access(shop, Map.of())))
          .isInstanceOf(ConnectOutcome.Connected.class);
      long started = System.nanoTime();
      hub.sweep(tenant);
      double seconds = (System.nanoTime() - started) / 1e9;

      assertThat(hub.events(tenant, EventType.NEW_ORDER)).hasSize(ORDERS);
      System.out.printf("%d orders in %.1f s: %.0f/s%n", ORDERS, seconds, ORDERS / seconds);
      assertThat(ORDERS / seconds).isGreaterThan(ORDERS_PER_SECOND_MIN);
      webhooks(hub, shop, random);
    }
  }

  /**
   * From the time a webhook was to be sent to the event on its way to the tills. They are sent by
   * the clock, whether or not the ones before were answered, so that no wait is left out.
   */
  private void webhooks(Hub hub, FakeShop shop, Random random) throws InterruptedException {
    Map<String, Long> due = new HashMap<>();
    Map<String, Long> told = new HashMap<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      hub.told.clear();
      long start = System.nanoTime() + TICK_NANOS;
      for (int i = 0; i < WARM_UP + DELIVERIES; i++) {
        long id = shop.place("processing", SampleOrders.random(random));
        List<Delivery> deliveries = shop.takeDeliveries();
        long at = start + i * TICK_NANOS;
        take(hub, told, at);
        if (i >= WARM_UP) {
          due.put(Long.toString(id), at);
        }
        deliveries.forEach(delivery -> senders.execute(() -> shop.hooks().send(delivery)));
      }
      take(hub, told, System.nanoTime() + TICK_NANOS * 40);
    }
    long[] micros =
        due.entrySet().stream()
            .mapToLong(
                entry -> (requireNonNull(told.get(entry.getKey())) - entry.getValue()) / 1_000)
            .sorted()
            .toArray();
    long p99 = micros[micros.length * 99 / 100];
    System.out.printf(
        "webhook to new_order, %d at %d/s: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
        micros.length,
        1_000_000_000 / TICK_NANOS,
        micros[micros.length / 2] / 1e3,
        p99 / 1e3,
        micros[micros.length - 1] / 1e3);
    assertThat(p99).isLessThan(P99_MAX_MICROS);
  }

  /** Notes when each order was first told of, until it is time for the next one. */
  private static void take(Hub hub, Map<String, Long> told, long until)
      throws InterruptedException {
    while (true) {
      long left = until - System.nanoTime();
      StreamEvent event = left > 0 ? hub.told.poll(left, TimeUnit.NANOSECONDS) : hub.told.poll();
      if (event == null) {
        return;
      }
      if (event.type() == EventType.NEW_ORDER) {
        told.putIfAbsent(BothSides.member(event.data(), "external_id"), System.nanoTime());
      }
    }
  }
}
