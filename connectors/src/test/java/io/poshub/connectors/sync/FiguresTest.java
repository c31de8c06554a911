package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poshub.connectors.fakeshop.FakeShop;
import io.poshub.connectors.fakeshop.SampleOrders;
import io.poshub.connectors.fakeshop.ShopProfile;
import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.EventType;
import io.poshub.testing.TestClock;
import io.poshub.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What it costs; only where somebody asks, because other work on the machine changes it. */
class FiguresTest {
  private static final int ORDERS = 5_000;
  private static final int DELIVERIES = 400;
  private static final int WARM_UP = 100;
  private static final double ORDERS_PER_SECOND_MIN = 500;
  private static final long P99_MAX_MILLIS = 500;

  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");

  @Test
  void aShopIsTakenInAtFiveHundredOrdersASecond() {
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

  /** From the shop's sending to the event on its way to the tills. */
  private void webhooks(Hub hub, FakeShop shop, Random random) {
    long[] millis = new long[DELIVERIES];
    for (int i = -WARM_UP; i < DELIVERIES; i++) {
      shop.place("processing", SampleOrders.random(random));
      var created = shop.takeDeliveries().getFirst();
      hub.told.clear();
      long started = System.nanoTime();
      shop.hooks().send(created);
      assertThat(hub.told.poll()).isNotNull();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - started) / 1_000_000;
      }
    }
    Arrays.sort(millis);
    long p99 = millis[DELIVERIES * 99 / 100];
    System.out.printf(
        "webhook to new_order: median %d ms, p99 %d ms%n", millis[DELIVERIES / 2], p99);
    assertThat(p99).isLessThan(P99_MAX_MILLIS);
  }
}
