package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.rest.RestFixture.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersTest {
  private static final String SMALL =
      "\"items\":[{\"name\":\"Tea\",\"quantity\":\"2\",\"unit_price\":\"2.25\"}],\"total\":\"4.50\"";

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("orders");
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void anOrderNeedsOnlySourceItemsAndTotalAndGetsTheRest() {
    Answer created = post("{\"source\":\"web\"," + SMALL + "}").expect(201);

    assertThat(created.header("Location"))
        .isEqualTo(shop.path("/orders/" + created.get("order.id")));
    assertThat(created.at("order.version")).isEqualTo("1");
    assertThat(created.at("order.status")).isEqualTo("pending");
    assertThat(created.at("order.currency")).isEqualTo("GBP");
    assertThat(created.at("order.fulfillment.type")).isEqualTo("pickup");
    assertThat(created.at("order.subtotal")).isEqualTo("4.50");
    assertThat(created.at("order.discount_total")).isEqualTo("0.00");
    assertThat(created.at("order.tax_included")).isEqualTo("true");
    assertThat(created.at("order.items.0.total")).isEqualTo("4.50");
    assertThat(created.at("order.items.0.quantity")).isEqualTo("2");
    assertThat(created.at("order.items.0.id")).isNotBlank();
    assertThat(created.at("order.placed_at")).isEqualTo("2026-11-21T12:00:00.000Z");
    assertThat(created.at("order.display_number")).isNotBlank();
  }

  @Test
  void everythingThatIsGivenIsKept() {
    Answer created =
        post("""
        {"source":"woocommerce","external_id":"wc-1","display_number":"A7",
         "fulfillment":{"type":"delivery","requested_at":"2026-11-21T12:10:00+00:00",
           "prep_minutes":15,"address":{"line1":"1 High St"},"instructions":"ring twice"},
         "customer":{"name":"Ann","phone":"07700 900123","email":"ann@example.com"},
         "items":[{"id":"l1","sku":"P-1","name":"Pizza","quantity":1.5,"unit_price":10,
           "modifiers":[{"name":"Cheese","quantity":"2","unit_price":"0.33"}],
           "note":"hot","total":"15.99"}],
         "currency":"GBP","subtotal":"15.99","discount_total":"1.00","tax_total":"3.00",
         "tax_included":false,"delivery_fee":"2.50","tip_total":"1.01","total":"21.50",
         "payments":[{"method":"card","status":"paid","amount":"21.50","reference":"ch_1"}],
         "note":"no cutlery","placed_at":"2026-11-21T11:59:00.123Z","unknown":{"a":1}}
        """)
            .expect(201);

    assertThat(created.at("order.external_id")).isEqualTo("wc-1");
    assertThat(created.at("order.display_number")).isEqualTo("A7");
    assertThat(created.at("order.customer.phone")).isEqualTo("+447700900123");
    assertThat(created.at("order.fulfillment.address.line1")).isEqualTo("1 High St");
    assertThat(created.at("order.fulfillment.requested_at")).isEqualTo("2026-11-21T12:10:00.000Z");
    assertThat(created.at("order.items.0.quantity")).isEqualTo("1.5");
    assertThat(created.at("order.items.0.modifiers.0.unit_price")).isEqualTo("0.33");
    assertThat(created.at("order.total")).isEqualTo("21.50");
    assertThat(created.at("order.payments.0.reference")).isEqualTo("ch_1");
    assertThat(created.at("order.placed_at")).isEqualTo("2026-11-21T11:59:00.123Z");
    Answer read = shop.till().get(shop.path("/orders/" + created.get("order.id"))).expect(200);
    assertThat(read.at("order")).isEqualTo(created.at("order"));
  }

  @Test
  void theSameExternalIdAgainIsAnsweredWithTheFirstOrderAndNoSecondEvent() {
    String body = "{\"source\":\"shopify\",\"external_id\":\"s-1\"," + SMALL + "}";
    Answer first = post(body).expect(201);
    long seq = seq();

    Answer again = post(body).expect(200);

    assertThat(again.at("order")).isEqualTo(first.at("order"));
    assertThat(seq()).isEqualTo(seq);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"source\":\"web\",\"total\":\"1\"}|items",
        "{\"source\":\"web\",\"items\":[],\"total\":\"1\"}|items",
        "{\"source\":\"web\",\"items\":[7],\"total\":\"1\"}|items[0]",
        "{\"source\":\"fax\",\"total\":\"1\"}|source",
        "{\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":1}],\"total\":1}|source",
        "{\"source\":\"web\",\"items\":[{\"quantity\":1,\"unit_price\":1}],\"total\":1}|items[0].name",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"unit_price\":1}],\"total\":1}|items[0].quantity",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1}],\"total\":1}|items[0].unit_price",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":0,\"unit_price\":1}],\"total\":0}|items[0].quantity",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":-1}],\"total\":0}|items[0].unit_price",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":1,\"unit_price\":1,\"total\":2}],\"total\":1}|items[0].total",
        "{\"source\":\"web\",\"items\":[{\"name\":\"T\",\"quantity\":999999,\"unit_price\":999999999999}],\"total\":1}|items[0].quantity",
      })
  void aWrongOrderIsRefusedByField(String body, String field) {
    post(body).expectInvalid(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"subtotal\":\"4.49\"|subtotal",
        "\"tax_total\":\"1.00\"|total",
        "\"discount_total\":\"0.50\"|total",
        "\"tip_total\":\"0.01\"|total",
        "\"total\":\"4.51\"|total",
        "\"total\":\"4.500\"|total",
        "\"customer\":{\"phone\":\"hello\"}|customer.phone",
        "\"external_id\":\" a\"|external_id",
        "\"external_id\":\"a \"|external_id",
        "\"status\":\"cooking\"|status",
        "\"status\":\"scheduled\"|status",
        "\"fulfillment\":{\"type\":\"drone\"}|fulfillment.type",
        "\"fulfillment\":{\"prep_minutes\":1441}|fulfillment.prep_minutes",
        "\"fulfillment\":{\"requested_at\":\"tomorrow\"}|fulfillment.requested_at",
        "\"fulfillment\":{\"address\":\"1 High St\"}|fulfillment.address",
        "\"payments\":[{\"method\":\"card\"}]|payments[0].status",
        "\"placed_at\":\"2026-11-21\"|placed_at",
        "\"currency\":\"pounds\"|currency",
      })
  void aValueThatDoesNotFitIsRefusedByField(String member, String field) {
    String rest =
        member.startsWith("\"total\"") ? SMALL.substring(0, SMALL.indexOf(",\"total\"")) : SMALL;

    post("{\"source\":\"web\"," + rest + "," + member + "}").expectInvalid(field);
  }

  @Test
  void aTaxOnTopIsAddedAndATaxIncludedIsNot() {
    String items = SMALL.substring(0, SMALL.indexOf(",\"total\""));

    post("{\"source\":\"web\"," + items + ",\"tax_total\":\"0.90\",\"total\":\"5.40\"}")
        .expect(201);
    post("{\"source\":\"web\","
            + items
            + ",\"tax_total\":\"0.90\",\"tax_included\":true,\"total\":\"4.50\"}")
        .expect(201);
  }

  @Test
  void anotherCurrencyThanTheTenantsIs422() {
    Answer refused = post("{\"source\":\"web\",\"currency\":\"EUR\"," + SMALL + "}");

    refused.expectProblem(422, "currency_mismatch");
    assertThat(refused.at("currency")).isEqualTo("GBP");
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    Answer refused =
        post(
            "{\"source\":\"fax\",\"items\":[{\"name\":\"\",\"quantity\":-1,\"unit_price\":\"x\"}],\"total\":[]}");

    assertThat(refused.list("errors")).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void aTillSendsWalkInSalesOnlyAndTheyNeverWaitNorAreBroadcast() {
    long seq = seq();
    shop.till()
        .post(shop.path("/orders"), "{\"source\":\"web\"," + SMALL + "}")
        .expectProblem(403, "forbidden_role");
    Answer sale =
        shop.till().post(shop.path("/orders"), "{\"source\":\"pos\"," + SMALL + "}").expect(201);

    assertThat(sale.at("order.status")).isEqualTo("completed");
    assertThat(seq()).isEqualTo(seq);
    for (String status : List.of("pending", "scheduled")) {
      post("{\"source\":\"pos\",\"status\":\"" + status + "\"," + SMALL + "}")
          .expectInvalid("status");
    }
  }

  @Test
  void anOrderForLaterIsScheduled() {
    String later = hub.clock.instant().plus(Duration.ofHours(3)).toString();

    Answer created =
        post(
            "{\"source\":\"app\",\"fulfillment\":{\"requested_at\":\""
                + later
                + "\"},"
                + SMALL
                + "}");

    assertThat(created.at("order.status")).isEqualTo("scheduled");
  }

  @Test
  void anOrderMovesOnStepByStep() {
    String path = newOrder();
    Answer accepted =
        shop.till()
            .patch(
                path,
                "{\"status\":\"accepted\",\"version\":1,\"terminal\":\"till-1\",\"prep_minutes\":25}")
            .expect(200);
    assertThat(accepted.at("order.status")).isEqualTo("accepted");
    assertThat(accepted.at("order.version")).isEqualTo("2");
    assertThat(accepted.at("order.fulfillment.prep_minutes")).isEqualTo("25");

    shop.till().patch(path, "{\"status\":\"pending\"}").expectProblem(409, "invalid_transition");
    Answer stale = shop.till().patch(path, "{\"status\":\"ready\",\"version\":1}");
    stale.expectProblem(412, "version_conflict");
    assertThat(stale.at("current_version")).isEqualTo("2");
    shop.platform()
        .call("PATCH", path, "{\"status\":\"ready\"}", Map.of("if-match", "\"1\""))
        .expectProblem(412, "version_conflict");
    shop.platform()
        .call("PATCH", path, "{\"status\":\"ready\"}", Map.of("if-match", "\"2\""))
        .expect(200);
    shop.platform()
        .call(
            "PATCH", path, "{\"status\":\"completed\",\"version\":3}", Map.of("if-match", "\"2\""))
        .expectInvalid("If-Match");
    shop.platform()
        .call("PATCH", path, "{\"status\":\"completed\"}", Map.of("if-match", "W/\"x\""))
        .expectInvalid("If-Match");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|status",
        "{\"status\":\"gone\"}|status",
        "{\"status\":\"rejected\"}|reason",
        "{\"status\":\"rejected\",\"reason\":\"did not feel like it\"}|reason",
        "{\"status\":\"accepted\",\"version\":0}|version",
        "{\"status\":\"accepted\",\"version\":\"1\"}|version",
        "{\"status\":\"accepted\",\"prep_minutes\":1441}|prep_minutes",
        "{\"status\":\"accepted\",\"terminal\":\" t\"}|terminal",
      })
  void aWrongChangeIsRefusedByField(String body, String field) {
    shop.till().patch(newOrder(), body).expectInvalid(field);
  }

  @Test
  void aRejectionKeepsItsReasonAndACancellationItsWords() {
    assertThat(
            shop.till()
                .patch(newOrder(), "{\"status\":\"rejected\",\"reason\":\"busy\"}")
                .expect(200)
                .at("order.reason"))
        .isEqualTo("busy");
    assertThat(
            shop.platform()
                .patch(
                    newOrder(),
                    "{\"status\":\"cancelled\",\"reason\":\"guest rang\",\"note\":\"n\"}")
                .expect(200)
                .at("order.reason"))
        .isEqualTo("guest rang");
  }

  @Test
  void anUnknownOrderIs404() {
    for (String id :
        List.of("nope", "0198f3a0-0000-7000-8000-000000000000", "a%20b", "%F0%9F%8D%95")) {
      shop.till().get(shop.path("/orders/" + id)).expectProblem(404, "order_not_found");
      shop.till()
          .patch(shop.path("/orders/" + id), "{\"status\":\"accepted\"}")
          .expectProblem(404, "order_not_found");
    }
  }

  @Test
  void theListIsFilteredAndPagedNewestFirst() {
    Shop other = hub.shop("order-list");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String source = i == 4 ? "app" : "web";
      ids.addFirst(
          other
              .platform()
              .post(other.path("/orders"), "{\"source\":\"" + source + "\"," + SMALL + "}")
              .get("order.id"));
    }

    assertThat(pages(other, "/orders?limit=2&status=pending", "orders")).isEqualTo(ids);
    assertThat(pages(other, "/orders?source=app", "orders")).isEqualTo(ids.subList(0, 1));
    assertThat(pages(other, "/orders?from=2026-11-21&to=2026-11-21", "orders")).hasSize(5);
    assertThat(pages(other, "/orders?from=2026-11-21T12:00:00Z&to=2026-11-21T12:00:00Z", "orders"))
        .hasSize(5);
    assertThat(pages(other, "/orders?from=2026-11-22", "orders")).isEmpty();
    assertThat(pages(other, "/orders?to=2026-11-20", "orders")).isEmpty();
    assertThat(pages(other, "/orders?to=9999-12-31", "orders")).hasSize(5);
    assertThat(pages(other, "/orders/pending?limit=2", "orders")).isEqualTo(ids.reversed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=gone|status",
        "status=|status",
        "source=fax|source",
        "from=yesterday|from",
        "to=2026-02-30|to",
        "from=2026-02-02&to=2026-02-01|to",
        "limit=0|limit",
        "limit=201|limit",
        "limit=ten|limit",
        "limit=1&limit=2|limit",
        "cursor=abc|cursor",
        "cursor=%00|query",
        "cursor=%zz|query",
      })
  void anUnknownFilterValueIsRefused(String query, String field) {
    shop.platform().get(shop.path("/orders?" + query)).expectInvalid(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=200", "limit=1", "page=7", "&&", "x=1&x=2"})
  void whatIsNotKnownInAQueryIsIgnored(String query) {
    shop.platform().get(shop.path("/orders?" + query)).expect(200);
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    shop.platform().post(shop.path("/orders"), "{\"source\":\"web\"," + SMALL + "}").expect(201);
    shop.platform().post(shop.path("/orders"), "{\"source\":\"web\"," + SMALL + "}").expect(201);
    String cursor = shop.platform().get(shop.path("/orders?limit=1")).get("cursor");

    shop.platform().get(shop.path("/orders/pending?cursor=" + cursor)).expectInvalid("cursor");
  }

  @Test
  void thePendingListNamesTheStreamsPosition() {
    Answer pending = shop.till().get(shop.path("/orders/pending")).expect(200);

    assertThat(pending.get("seq")).isEqualTo(Long.toString(seq()));
    assertThat(pending.get("epoch")).isNotBlank();
  }

  private String newOrder() {
    return shop.path("/orders/" + post("{\"source\":\"web\"," + SMALL + "}").get("order.id"));
  }

  private Answer post(String body) {
    return shop.platform().post(shop.path("/orders"), body);
  }

  private long seq() {
    return hub.eventLog.head("orders").orElseThrow().seq();
  }

  private static List<String> pages(Shop shop, String path, String name) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (true) {
      Answer page = shop.platform().get(shop.path(path) + cursor).expect(200);
      for (int i = 0; i < page.list(name).size(); i++) {
        ids.add(page.get(name + "." + i + ".id"));
      }
      assertThat(page.at("has_more")).isEqualTo(Boolean.toString(page.has("cursor")));
      if (!page.has("cursor")) {
        return ids;
      }
      cursor = (path.contains("?") ? "&" : "?") + "cursor=" + page.get("cursor");
    }
  }
}
