package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.RestFixture.Shop;
import io.poshub.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever a stranger sends, the door answers with what is wrong, never with a failure of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageTest {
  private static final int ROUNDS = 2_500;

  private static final List<String> PATHS =
      List.of(
          "GET /api/garbage/health",
          "GET /api/garbage/pos-status",
          "GET /api/garbage/events",
          "POST /api/garbage/ws-tickets",
          "GET /api/garbage/orders",
          "POST /api/garbage/orders",
          "GET /api/garbage/orders/pending",
          "GET /api/garbage/orders/{x}",
          "PATCH /api/garbage/orders/{order}",
          "POST /api/garbage/gift-cards",
          "GET /api/garbage/gift-cards/{x}/balance",
          "POST /api/garbage/gift-cards/{card}/deduct",
          "GET /api/garbage/gift-cards/{card}/transactions",
          "GET /api/garbage/loyalty/{x}/points",
          "POST /api/garbage/loyalty/{phone}/add",
          "POST /api/garbage/loyalty/{phone}/redeem",
          "POST /api/garbage/loyalty/{phone}/holds",
          "POST /api/garbage/loyalty/{phone}/holds/{x}/capture",
          "POST /api/garbage/loyalty/{phone}/transactions/{x}/reverse",
          "POST /api/garbage/loyalty/{phone}/adjust",
          "POST /api/garbage/loyalty/{phone}/merge",
          "GET /api/garbage/loyalty/{phone}/transactions",
          "POST /api/garbage/reports/daily",
          "GET /api/garbage/reports/daily",
          "GET /api/garbage/reports/daily/{x}",
          "GET /api/garbage/keys",
          "POST /api/garbage/keys",
          "DELETE /api/garbage/keys/{x}",
          "GET /admin/tenants",
          "POST /admin/tenants",
          "GET /admin/tenants/{x}",
          "PATCH /admin/tenants/garbage-two",
          "POST /admin/tenants/garbage-two/keys",
          "DELETE /admin/tenants/garbage-two/keys/{x}");

  /** Members the readers know, so that garbage gets past the first check. */
  private static final List<String> MEMBERS =
      List.of(
          "source",
          "items",
          "total",
          "name",
          "quantity",
          "unit_price",
          "modifiers",
          "customer",
          "phone",
          "email",
          "fulfillment",
          "type",
          "requested_at",
          "prep_minutes",
          "address",
          "payments",
          "method",
          "status",
          "amount",
          "reference",
          "currency",
          "subtotal",
          "discount_total",
          "tax_total",
          "tax_included",
          "tip_total",
          "external_id",
          "display_number",
          "note",
          "placed_at",
          "version",
          "terminal",
          "reason",
          "code",
          "expires_on",
          "order_id",
          "purchaser",
          "recipient",
          "allow_partial",
          "occurred_at",
          "points",
          "into",
          "expires_in_s",
          "report_date",
          "register_id",
          "revision",
          "total_sales",
          "total_orders",
          "net_sales",
          "discounts",
          "refunds",
          "top_items",
          "busy_hours",
          "hour",
          "orders",
          "sales",
          "staff_shifts",
          "staff_id",
          "start",
          "end",
          "notes",
          "role",
          "expires_at",
          "slug",
          "time_zone",
          "country",
          "active",
          "id",
          "sku",
          "table");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "1",
          "-1",
          "1.5",
          "25.50",
          "1e400",
          "999999999999.99",
          "9999999999999",
          "web",
          "pos",
          "app",
          "pending",
          "accepted",
          "rejected",
          "completed",
          "scheduled",
          "busy",
          "GBP",
          "EUR",
          "admin",
          "terminal",
          "Europe/London",
          "GB",
          "garbage-three",
          "2026-11-21",
          "9999-12-31",
          "0000-00-00",
          "1969-12-31T23:59:59Z",
          "9999-12-30T23:59:59.999Z",
          "2026-11-21T12:00:00+18:00",
          "+447700900123",
          "07700900123",
          "caf\u00e9",
          "\ud83c\udf55",
          "\u0000",
          "\u202e",
          "a\nb",
          " a",
          "' OR 1=1 --",
          "%s%n",
          "x".repeat(300),
          "\u00e9".repeat(100),
          "ABCD12345678",
          "0198f3a0-0000-7000-8000-000000000000",
          "{}",
          "null");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2.25",
          "1e5",
          "-0",
          "1E400",
          "99999999999999999999999",
          "0.001",
          "24",
          "999999",
          "1440",
          "2147483648");

  private static final List<String> QUERIES =
      List.of(
          "after",
          "epoch",
          "limit",
          "wait",
          "cursor",
          "status",
          "source",
          "from",
          "to",
          "register_id",
          "revisions",
          "x");

  private RestFixture hub;
  private Shop shop;
  private String orderId;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("garbage");
    hub.shop("garbage-two");
    orderId =
        shop.platform()
            .post(
                shop.path("/orders"),
                "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":1}],\"total\":1}")
            .get("order.id");
    shop.platform()
        .post(shop.path("/gift-cards"), "{\"amount\":5000,\"code\":\"ABCD12345678\"}")
        .expect(201);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void noInputMakesTheDoorFail() {
    RandomGenerator random = Seeds.random("GarbageTest");
    for (int round = 0; round < ROUNDS; round++) {
      String[] route = pick(random, PATHS).split(" ", 2);
      String target = path(route[1], random) + query(random);
      byte[] body = body(random);
      Voice voice =
          route[1].startsWith("/admin")
              ? hub.operator()
              : pick(random, List.of(shop.admin(), shop.till(), shop.platform()));

      Answer answer =
          Voice.answer(
              voice.start(route[0], target, body, Map.of("content-type", "application/json")));

      assertThat(answer.status())
          .as(() ->
              "%s %s%n%s%n%s"
                  .formatted(
                      route[0], target, new String(body, StandardCharsets.UTF_8), answer.body()))
          .isLessThan(500);
      if (answer.status() >= 400) {
        answer.expectProblem(answer.status(), answer.get("code"));
      }
    }
  }

  private String path(String template, RandomGenerator random) {
    String filled =
        template
            .replace("{order}", orderId)
            .replace("{card}", "ABCD12345678")
            .replace("{phone}", "07700900123");
    return filled.replace("{x}", encoded(text(random), random));
  }

  private static String query(RandomGenerator random) {
    if (random.nextBoolean()) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = pick(random, QUERIES);
      // A long-poll would wait for the test to let go.
      String value = name.equals("wait") ? "0" : encoded(text(random), random);
      pairs.add(name + "=" + value);
    }
    return "?" + String.join("&", pairs);
  }

  /** Mostly right, sometimes with raw or broken bytes in it. */
  private static String encoded(String text, RandomGenerator random) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
      out.append(plain ? Character.toString((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return random.nextInt(20) == 0 ? out + "%" : out.toString();
  }

  private static byte[] body(RandomGenerator random) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] json = Json.writeBytes(object(random, 0));
    if (random.nextInt(20) == 0) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    return json;
  }

  private static JsonValue.Obj object(RandomGenerator random, int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = random.nextInt(depth == 0 ? 14 : 6); i >= 0; i--) {
      String name = random.nextInt(30) == 0 ? text(random) : pick(random, MEMBERS);
      members.put(name, value(random, depth + 1));
    }
    return new JsonValue.Obj(members);
  }

  private static JsonValue value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 8)) {
      case 0, 1 -> new JsonValue.Text(text(random));
      case 2 -> new JsonValue.Num(pick(random, NUMBERS));
      case 3 -> new JsonValue.Bool(random.nextBoolean());
      case 4 -> new JsonValue.Null();
      case 5 -> object(random, depth);
      default -> {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(random.nextInt(4) == 0 ? value(random, depth + 1) : object(random, depth));
        }
        yield new JsonValue.Arr(items);
      }
    };
  }

  private static String text(RandomGenerator random) {
    return pick(random, TEXTS);
  }

  private static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
