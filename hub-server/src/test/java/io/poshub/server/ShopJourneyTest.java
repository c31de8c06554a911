package io.poshub.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.http.JsonText;
import io.poshub.fakeshop.Delivery;
import io.poshub.fakeshop.FakeShop;
import io.poshub.fakeshop.SampleOrders;
import io.poshub.fakeshop.ShopKey;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.server.RunningHub.Answer;
import io.poshub.testing.Eventually;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop, a whole hub and a till, over real sockets. */
class ShopJourneyTest {
  private static final Duration TOLD_MAX = Duration.ofSeconds(2);

  /** Between two bytes of a body that trickles in, and how many of them the hub may wait for. */
  private static final int TRICKLE_MILLIS = 1_000;

  private static final int TRICKLE_MAX_BYTES = 45;
  private static final int ANSWER_MAX_BYTES = 4_096;

  private final ShopStand stand;
  private final RunningHub hub;
  private final FakeShop shop;

  ShopJourneyTest() throws Exception {
    this.stand = new ShopStand();
    this.hub = stand.hub;
    this.shop = stand.shop;
  }

  @AfterEach
  void close() {
    stand.close();
  }

  @Test
  void anOrderOfTheShopIsWorkedOnAtTheTillAndCancelledAtTheShop() throws Exception {
    assertThat(call("admin", "GET", ShopStand.CONNECTOR, null).body())
        .contains("\"not_configured\"");
    stand.connect();
    assertThat(shop.hooks().active()).isEqualTo(4);
    try (TestSocket till = till()) {
      long id = shop.place("processing", SampleOrders.random(new Random(1)));
      long placed = System.nanoTime();
      shop.runQueue();
      String told = till.until("\"type\":\"new_order\"").getLast();
      assertThat(Duration.ofNanos(System.nanoTime() - placed)).isLessThan(TOLD_MAX);
      assertThat(told)
          .contains("\"source\":\"woocommerce\"", "\"external_id\":\"" + id + "\"")
          .contains("\"status\":\"pending\"");
      String order = idIn(told);

      patch(order, "accepted");
      Eventually.holds("the shop knows of it", () -> metaOf(id).contains("accepted"));
      patch(order, "ready");
      Eventually.holds("and of this", () -> metaOf(id).contains("ready"));
      till.until("\"status\":\"ready\"");

      shop.setStatus(id, "cancelled");
      shop.runQueue();
      assertThat(till.until("\"status\":\"cancelled\"").getLast())
          .contains("\"type\":\"order_updated\"");
      assertThat(call("terminal", "GET", "/orders/" + order, null).body())
          .contains("\"status\":\"cancelled\"");
    }
    statesAndFigures();

    assertThat(call("admin", "DELETE", ShopStand.CONNECTOR, null).status()).isEqualTo(204);
    assertThat(shop.hooks().count()).isZero();
    assertThat(call("admin", "GET", ShopStand.CONNECTOR, null).body())
        .contains("\"not_configured\"");
  }

  @Test
  void completingOnTheTillCompletesAtTheShop() throws Exception {
    stand.connect();
    try (TestSocket till = till()) {
      long id = shop.place("processing", SampleOrders.random(new Random(2)));
      shop.runQueue();
      String told = till.until("\"type\":\"new_order\"").getLast();
      String order = idIn(told);
      patch(order, "accepted");
      patch(order, "ready");
      patch(order, "completed");

      Eventually.holds("it is completed there", () -> "completed".equals(shop.status(id)));

      shop.runQueue();
      assertThat(call("terminal", "GET", "/orders/" + order, null).body())
          .contains("\"status\":\"completed\"", "\"version\":4");
    }
  }

  private void statesAndFigures() throws Exception {
    // It is swept by itself after connecting.
    Eventually.passes(() ->
        assertThat(call("admin", "GET", ShopStand.CONNECTOR, null).body())
            .contains("\"state\":\"active\"", "\"webhooks\":\"active\"", "\"currency\":\"GBP\"")
            .contains("\"last_sync_at\":\"", "\"waiting_jobs\":0", "\"dead_jobs\":0")
            .doesNotContain(ShopKey.FULL.secret()));
    assertThat(call("terminal", "GET", "/orders/stats", null).body())
        .contains("\"orders\":1", "\"cancelled\":1", "\"last_sync_at\":\"");
    assertThat(call("terminal", "GET", "/orders/sync/status", null).body()).contains("idle");
  }

  @Test
  void whoCannotSignIsNotLetIn() throws Exception {
    stand.connect();
    Map<String, String> others = hub.newTenant("bakery");
    shop.place("processing", SampleOrders.random(new Random(3)));
    Delivery real = shop.takeDeliveries().getFirst();

    assertThat(send(real.signedWith("forged")).status()).isEqualTo(401);
    assertThat(send(real.signedWith("")).status()).isEqualTo(401);
    assertThat(send(withBody(real, tampered(real.body()))).status()).isEqualTo(401);
    // The right signature at another tenant's door.
    Delivery elsewhere =
        new Delivery(real.url().replace("kitchen", "bakery"), real.headers(), real.body());
    assertThat(send(elsewhere).status()).isEqualTo(404);
    Delivery nobody =
        new Delivery(real.url().replace("kitchen", "nobody"), real.headers(), real.body());
    assertThat(send(nobody).status()).isEqualTo(404);
    assertThat(send(nobody).code()).isEqualTo(send(elsewhere).code());

    assertThat(orders("terminal", "")).isEmpty();
    assertThat(others).isNotEmpty();
  }

  @Test
  void aDeliveryThatIsTooLargeIsRefusedAndTheNextLookFindsItsOrder() throws Exception {
    stand.connect();
    shop.place("processing", SampleOrders.random(new Random(5)));
    Delivery real = shop.takeDeliveries().getFirst();

    Answer refused = send(withBody(real, new byte[Limits.LARGE_BODY_MAX_BYTES + 1]));

    assertThat(refused.status()).isEqualTo(413);
    Eventually.passes(
        Duration.ofSeconds(30),
        () -> {
          assertThat(call("admin", "POST", "/orders/sync", "{}").status()).isEqualTo(202);
          assertThat(orders("terminal", "?source=woocommerce")).hasSize(1);
        });
  }

  /** A byte a second is faster than silence, and still too slow: the whole body has its time. */
  @Test
  void aDeliveryThatTricklesInIsRefusedAndTheNextLookFindsItsOrder() throws Exception {
    stand.connect();
    shop.place("processing", SampleOrders.random(new Random(8)));
    Delivery real = shop.takeDeliveries().getFirst();

    assertThat(trickle(real)).startsWith("HTTP/1.1 408 ");

    assertThat(orders("terminal", "?source=woocommerce")).isEmpty();
    assertThat(call("admin", "POST", "/orders/sync", "{}").status()).isEqualTo(202);
    Eventually.passes(() -> assertThat(orders("terminal", "?source=woocommerce")).hasSize(1));
  }

  /** Sends a delivery byte by byte until the hub has enough of it, and returns its answer. */
  private String trickle(Delivery delivery) throws Exception {
    URI uri = URI.create(delivery.url());
    StringBuilder head = new StringBuilder("POST " + uri.getPath() + " HTTP/1.1\r\nHost: hub\r\n");
    delivery
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(delivery.body().length).append("\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(TRICKLE_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[ANSWER_MAX_BYTES];
      for (int sent = 0; sent < TRICKLE_MAX_BYTES; sent++) {
        socket.getOutputStream().write(delivery.body()[sent]);
        try {
          int length = socket.getInputStream().read(answer);
          return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException _) {
          // Not yet: the next byte.
        }
      }
    }
    throw new AssertionError("the hub is too patient");
  }

  @Test
  void whatIsDeliveredTwiceComesOnceAndWhatIsDeletedIsAskedFor() throws Exception {
    stand.connect();
    try (TestSocket till = till()) {
      long id = shop.place("processing", SampleOrders.random(new Random(4)));
      List<Delivery> both = shop.takeDeliveries();
      for (int i = 0; i < 3; i++) {
        for (Delivery delivery : both) {
          assertThat(send(delivery).status()).isEqualTo(200);
        }
      }
      till.until("\"type\":\"new_order\"");
      assertThat(till.isQuiet()).isTrue();
      assertThat(orders("terminal", "")).hasSize(1);

      shop.trash(id);
      shop.runQueue();
      assertThat(till.until("\"status\":\"cancelled\"").getLast())
          .contains("\"type\":\"order_updated\"");
      // What was sent before the order was deleted comes late.
      assertThat(send(both.getLast()).status()).isEqualTo(200);
      assertThat(till.isQuiet()).isTrue();
    }
  }

  @Test
  void listsAreFilteredSortedAndPaged() throws Exception {
    stand.connect();
    try (TestSocket till = till()) {
      for (int i = 0; i < 5; i++) {
        shop.place("processing", SampleOrders.random(new Random(i)));
        shop.runQueue();
        till.until("\"type\":\"new_order\"");
      }
      assertThat(
              call(
                      "platform",
                      "POST",
                      "/orders",
                      "{\"source\":\"web\",\"items\":[{\"name\":\"Tea\",\"quantity\":\"1\","
                          + "\"unit_price\":\"2.00\"}],\"total\":\"2.00\"}")
                  .status())
          .isEqualTo(201);
    }

    assertThat(orders("terminal", "?source=woocommerce")).hasSize(5);
    assertThat(orders("terminal", "?source=web")).hasSize(1);
    assertThat(orders("terminal", "?source=woocommerce&status=pending")).hasSize(5);
    assertThat(orders("terminal", "?source=woocommerce&status=completed")).isEmpty();
    Answer first = call("terminal", "GET", "/orders?source=woocommerce&limit=3", null);
    String cursor = requireNonNull(JsonText.at(Json.parse(first.body()), "cursor"), "no cursor");
    List<String> page = orders("terminal", "?source=woocommerce&limit=3&cursor=" + cursor);
    assertThat(page).hasSize(2).doesNotContainAnyElementsOf(ids(first));
    List<String> newest = orders("terminal", "?source=woocommerce&sort=-created_at");
    assertThat(orders("terminal", "?source=woocommerce&sort=created_at"))
        .isEqualTo(newest.reversed());
    assertThat(call("terminal", "GET", "/orders?source=ebay", null).status()).isEqualTo(400);
    assertThat(call("terminal", "GET", "/orders?sort=dearest", null).status()).isEqualTo(400);
  }

  @Test
  void theOperatorHasAllShopsSwept() throws Exception {
    stand.connect();
    long id = shop.place("processing", SampleOrders.random(new Random(6)));
    // Nobody hears of it.
    shop.takeDeliveries();
    try (TestSocket till = till()) {
      Eventually.passes(
          Duration.ofSeconds(30),
          () -> {
            Answer asked = hub.operator("POST", "/admin/sync", null);
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            assertThat(asked.body()).contains("1");
            assertThat(orders("terminal", "?source=woocommerce")).hasSize(1);
          });
      assertThat(till.until("\"type\":\"new_order\"").getLast()).contains("\"" + id + "\"");
    }
    assertThat(hub.send("POST", "/admin/sync", "", Map.of("X-API-Key", "nobody")).status())
        .isEqualTo(401);
  }

  @Test
  void webhooksTheShopHasSwitchedOffAreHealedToldOfAndCounted() throws Exception {
    stand.connect();
    try (TestSocket till = till()) {
      shop.hooks().disableAll();
      assertThat(shop.hooks().active()).isZero();

      Eventually.passes(
          Duration.ofSeconds(30),
          () -> {
            assertThat(call("admin", "POST", "/orders/sync", "{}").status()).isEqualTo(202);
            assertThat(shop.hooks().active()).isEqualTo(4);
          });

      assertThat(till.until("sync_alert").getLast()).contains("webhook_healed");
      assertThat(hub.send("GET", "/metrics", null, Map.of()).body())
          .contains("hub_shop_webhooks_healed_total 4.0", "hub_shop_sweep_seconds_count");
    }
  }

  private void patch(String order, String status) throws Exception {
    Answer answer =
        call(
            "terminal",
            "PATCH",
            "/orders/" + order,
            "{\"status\":\"" + status + "\",\"terminal\":\"one\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String idIn(String frame) throws Exception {
    return JsonText.at(JsonText.find(Json.parse(frame), "data"), "id", "");
  }

  private String metaOf(long id) {
    JsonValue.Obj order = requireNonNull(shop.order(id), "no such order");
    return Json.write(requireNonNull(order.members().get("meta_data"), "no meta data"));
  }

  private List<String> orders(String role, String query) throws Exception {
    return ids(call(role, "GET", "/orders" + query, null));
  }

  private static List<String> ids(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JsonText.items(Json.parse(answer.body()), "orders").stream()
        .map(order -> JsonText.at(order, "id", ""))
        .toList();
  }

  private static Delivery withBody(Delivery delivery, byte[] body) {
    return new Delivery(delivery.url(), delivery.headers(), body);
  }

  private static byte[] tampered(byte[] body) {
    byte[] other = body.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private Answer send(Delivery delivery) throws Exception {
    HttpRequest request = delivery.request();
    var response = hub.http().send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  private Answer call(String role, String method, String path, @Nullable String body)
      throws Exception {
    return stand.call(role, method, path, body);
  }

  private TestSocket till() throws Exception {
    URI uri = hub.webSocket("/ws/pos/kitchen?terminal=one");
    TestSocket till = TestSocket.open(hub.http(), uri, Map.of("X-API-Key", stand.key("terminal")));
    till.until("caught_up");
    return till;
  }
}
