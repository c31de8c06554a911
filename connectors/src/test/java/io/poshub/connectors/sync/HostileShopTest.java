package io.poshub.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.OrderFilter;
import io.poshub.engine.shop.ShopState;
import io.poshub.engine.tenant.Tenant;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.Faults;
import io.poshub.fakeshop.Faults.Fault;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopKey;
import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shops that are broken, careless or wicked: they harm nobody but their own orders. */
class HostileShopTest {
  private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
  private final FakeShop shop = FakeShop.start(clock);
  private final Hub hub = Hub.fresh(clock);
  private final Tenant tenant = hub.newTenant("kitchen");

  @BeforeEach
  void connect() {
    hub.connector.connect(tenant, JourneyTest.access(shop, Map.of()));
    hub.sweep(tenant);
  }

  @AfterEach
  void close() {
    hub.close();
    shop.close();
  }

  @Test
  void ordersThatCannotBeReadAreKeptAndShownAndHideNoOther() {
    place("\"total\":\"-5.00\"");
    place("\"total\":\"1e9\"");
    place("\"total\":\"999999999999.99\",\"line_items\":[" + line(1, "999999999999.99") + "]");
    place("\"currency\":\"XXX\"");
    place("\"line_items\":[]");
    place("\"line_items\":\"many\",\"fee_lines\":7,\"billing\":null,\"refunds\":{}");
    place("\"total\":\"1000.00\",\"total_tax\":\"0.00\",\"line_items\":[" + lines(1_000) + "]");
    clock.advance(Duration.ofSeconds(2));
    shop.place("processing", SampleOrders.random(new Random(1)));

    hub.sweep(tenant);

    List<Order> orders = orders();
    assertThat(orders).isNotEmpty();
    ShopState state = hub.connector.state(tenant).orElseThrow();
    assertThat(state.state()).isEqualTo("active");
    assertThat(state.backlog().unmappableOrders() + orders.size()).isEqualTo(8);
    assertThat(hub.events(tenant, EventType.SYNC_ALERT))
        .hasSize(state.backlog().unmappableOrders());
  }

  @Test
  void oddTextsAreTakenWithoutWhatNoTillCanPrint() {
    place(
        """
        "total":"1.00","total_tax":"0.00","customer_note":"a\\u0000b \\u202e%s",
        "billing":{"first_name":"\\u0007\\n\\t","last_name":"%s","email":"nobody","phone":"++()"},
        "line_items":[{"id":1,"name":"%s","quantity":1,"subtotal":"1.00","total":"1.00",
          "meta_data":[{"key":"k","display_key":"k","display_value":"%s"}]}]\
        """
            .formatted("🎁".repeat(3_000), "é".repeat(500), "拉".repeat(900), "<".repeat(200_000)));

    long began = System.nanoTime();
    hub.sweep(tenant);

    Order order = orders().getFirst();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(order.details())
        .contains("\"" + "拉".repeat(200) + "\"")
        .doesNotContain("拉".repeat(201));
    assertThat(String.valueOf(order.note())).doesNotContain("\u0000").contains("🎁");
  }

  @Test
  void whatPluginsHangOnAnOrderHidesNoneOfItsPage() {
    String deep = "[".repeat(400) + "]".repeat(400);
    Map<String, JsonValue> order = SampleOrders.random(new Random(1));
    order.put("meta_data", foreign("[{\"id\":1,\"key\":\"deep\",\"value\":" + deep + "}]"));
    shop.place("processing", order);
    order.put(
        "meta_data",
        foreign(
            "[{\"id\":1,\"key\":\"map\",\"value\":{\"%s\":1e300,\"n\":0.%s}}]"
                .formatted("https://shop.example/?" + "q".repeat(5_000), "3".repeat(300))));
    shop.place("processing", order);
    shop.place("processing", SampleOrders.random(new Random(2)));

    hub.sweep(tenant);

    assertThat(orders()).hasSize(3);
  }

  @Test
  void halfACharacterInOneOrdersTextHidesNoneOfItsPage() {
    Map<String, JsonValue> order = SampleOrders.random(new Random(1));
    order.put("customer_note", new JsonValue.Text("half \uD83D a gift \uDF81"));
    shop.place("processing", order);
    shop.place("processing", SampleOrders.random(new Random(2)));

    hub.sweep(tenant);

    assertThat(orders()).hasSize(2);
    assertThat(orders()).anyMatch(taken -> "half \uFFFD a gift \uFFFD".equals(taken.note()));
  }

  private static JsonValue foreign(String json) {
    try {
      return Json.parseForeign(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void timesNoDatabaseCanHoldStopNoSweep() {
    String odd =
        """
        {"id":77,"status":"processing","date_created_gmt":"%s","date_modified_gmt":"%s",
         "currency":"GBP","total":"0.00","line_items":[]}\
        """;
    shop.faults((_, path) ->
        path.endsWith("/orders")
            ? new Fault.Canned(
                "["
                    + odd.formatted("+99999-01-01T00:00:00", "+99999-01-01T00:00:00")
                    + ","
                    + odd.formatted("0000-01-01T00:00:00", "-0001-01-01T00:00:00")
                    + ","
                    + odd.formatted("2026-11-21T11:00:00", "9998-01-01T00:00:00")
                    + "]")
            : new Fault.None());

    hub.sweep(tenant);

    assertThat(hub.connector.state(tenant).orElseThrow().state()).isEqualTo("active");
    // And who claims to be of a far tomorrow does not hide what comes today.
    shop.faults(Faults.NONE);
    shop.place("processing", SampleOrders.random(new Random(1)));
    hub.sweep(tenant);
    assertThat(orders()).hasSize(1);
  }

  @Test
  void aShopThatAlwaysGivesTheSamePageIsNotWalkedForEver() {
    String page =
        IntStream.range(1, 101)
            .mapToObj(i ->
                "{\"id\":%d,\"status\":\"pending\",\"date_modified_gmt\":\"2026-11-21T11:59:00\"}"
                    .formatted(i))
            .collect(Collectors.joining(",", "[", "]"));
    shop.faults((_, path) -> path.endsWith("/orders") ? new Fault.Canned(page) : new Fault.None());
    int before = hub.counting.sweepsFailed.get();

    hub.connector.requestSync(tenant, null);
    hub.runUntil(() -> hub.counting.sweepsFailed.get() > before);

    assertThat(hub.connector.state(tenant).orElseThrow().lastError()).contains("same orders");
  }

  @Test
  void whatIsNoListOrNoJsonEndsTheSweepWithAWord() {
    for (String answer : List.of("{}", "null", "<html>", "[[[[", "\"x\"", "[1,null,{}]")) {
      shop.faults(
          (_, path) -> path.endsWith("/orders") ? new Fault.Canned(answer) : new Fault.None());
      int before = hub.counting.sweepsFailed.get() + hub.counting.sweepsWell.get();
      hub.connector.requestSync(tenant, null);
      hub.runUntil(() -> hub.counting.sweepsFailed.get() + hub.counting.sweepsWell.get() > before);
    }
    shop.faults(Faults.NONE);
    hub.sweep(tenant);
    assertThat(hub.connector.state(tenant).orElseThrow().state()).isEqualTo("active");
  }

  @Test
  void aConnectionWhoseKeyIsLostCanBeMadeAnewOrEnded() {
    for (int round = 0; round < 2; round++) {
      hub.transactions.inMain(connection -> {
        try (var update =
            connection.prepareStatement("UPDATE shop_connections SET secrets = REVERSE(secrets)")) {
          return update.executeUpdate();
        }
      });
      if (round == 0) {
        hub.connector.connect(tenant, JourneyTest.access(shop, Map.of()));
        hub.sweep(tenant);
        assertThat(hub.connector.state(tenant).orElseThrow().state()).isEqualTo("active");
      } else {
        assertThat(hub.connector.disconnect(tenant)).isTrue();
        assertThat(hub.connector.state(tenant)).isEmpty();
      }
    }
  }

  @Test
  void nothingThatIsPrintedHoldsASecret() {
    var link = hub.links.find("kitchen").orElseThrow();

    assertThat(link.toString() + link.store() + hub.connector.state(tenant))
        .doesNotContain(link.hookSecret(), ShopKey.FULL.secret(), ShopKey.FULL.key());
  }

  private void place(String members) {
    Map<String, JsonValue> all = SampleOrders.random(new Random(3));
    all.put("shipping_lines", new JsonValue.Arr(List.of()));
    all.put("fee_lines", new JsonValue.Arr(List.of()));
    all.put("shipping_total", new JsonValue.Text("0.00"));
    all.put("shipping_tax", new JsonValue.Text("0.00"));
    try {
      all.putAll(((JsonValue.Obj) Json.parse("{" + members + "}")).members());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
    shop.place("processing", all);
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> line(i, "1.00"))
        .collect(Collectors.joining(","));
  }

  private static String line(int id, String total) {
    return "{\"id\":%d,\"name\":\"Pea\",\"quantity\":1,\"subtotal\":\"%s\",\"total\":\"%s\"}"
        .formatted(id, total, total);
  }

  private List<Order> orders() {
    return hub.orders
        .list(tenant, new OrderFilter(null, OrderSource.WOOCOMMERCE, null, null), null, 50)
        .items();
  }
}
