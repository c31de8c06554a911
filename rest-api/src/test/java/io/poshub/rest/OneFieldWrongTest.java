package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.rest.RestFixture.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are right but for one value, at every place, with every kind of wrong value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneFieldWrongTest {
  private static final List<JsonValue> WRONG =
      List.of(
          new JsonValue.Text(""),
          new JsonValue.Text("\u0000"),
          new JsonValue.Text("x".repeat(3_000)),
          new JsonValue.Text("\ud83c\udf55"),
          new JsonValue.Text("9999-12-31T23:59:59Z"),
          new JsonValue.Text("-1"),
          new JsonValue.Num("-1"),
          new JsonValue.Num("1e999"),
          new JsonValue.Num("99999999999999999999"),
          new JsonValue.Num("0"),
          new JsonValue.Bool(true),
          new JsonValue.Null(),
          new JsonValue.Obj(Map.of()),
          new JsonValue.Obj(Map.of("x", new JsonValue.Num("1e999"))),
          new JsonValue.Arr(List.of()),
          new JsonValue.Arr(List.of(new JsonValue.Null())));

  private RestFixture hub;
  private Shop shop;

  @BeforeAll
  void openShop() {
    hub = RestFixture.create();
    shop = hub.shop("one-wrong");
    shop.platform()
        .post(shop.path("/gift-cards"), "{\"amount\":50000,\"code\":\"ABCD12345678\"}")
        .expect(201);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  static Stream<Arguments> rightBodies() {
    return Stream.of(
        Arguments.of(
            "/orders",
            """
            {"source":"web","external_id":null,"display_number":"7","status":"pending",
            "fulfillment":{"type":"delivery","requested_at":"2026-11-21T12:10:00Z","prep_minutes":5,
            "address":{"a":"b"},"table":"4","instructions":"i"},"customer":{"name":"n","phone":"07700900123",
            "email":"e@x"},"items":[{"id":"1","sku":"s","name":"n","quantity":"1","unit_price":"1.00",
            "modifiers":[{"name":"m","quantity":"1","unit_price":"0.00"}],"note":"n","total":"1.00"}],
            "currency":"GBP","subtotal":"1.00","discount_total":"0","tax_total":"0","tax_included":true,
            "delivery_fee":"0","tip_total":"0","total":"1.00","payments":[{"method":"m","status":"s",
            "amount":"1.00","reference":"r"}],"note":"n","placed_at":"2026-11-21T12:00:00Z"}
            """),
        Arguments.of(
            "/gift-cards/ABCD12345678/deduct",
            """
            {"amount":"0.01","currency":"GBP","order_id":"o","terminal":"t",
            "allow_partial":false,"note":"n","occurred_at":"2026-11-21T12:00:00Z"}
            """),
        Arguments.of(
            "/gift-cards",
            """
            {"amount":"1.00","currency":"GBP","expires_on":"2027-01-01","order_id":"o",
            "purchaser":{"n":"a"},"recipient":{"n":["b",{}]}}
            """),
        Arguments.of(
            "/loyalty/07700900123/add",
            """
            {"points":5,"reason":"r","terminal":"t","note":"n"}
            """),
        Arguments.of(
            "/reports/daily",
            """
            {"report_date":"2026-11-20","register_id":"x","revision":1,"total_sales":"1.00",
            "total_orders":1,"cash_sales":"1","card_sales":"0","gift_card_sales":"0","online_sales":"0",
            "discounts":"0","refunds":"0","net_sales":"1.00","top_items":[{"sku":"s","name":"n",
            "quantity":"1","sales":"1"}],"busy_hours":[{"hour":1,"orders":1,"sales":"1"}],
            "staff_shifts":[{"staff_id":"s","name":"n","start":"2026-11-20T09:00:00Z",
            "end":"2026-11-20T17:00:00Z","orders":1,"sales":"1"}],"notes":"n"}
            """),
        Arguments.of(
            "/keys",
            """
            {"role":"terminal","name":"n","expires_at":"2027-01-01T00:00:00Z"}
            """));
  }

  @ParameterizedTest
  @MethodSource("rightBodies")
  void aRightBodyWithOneWrongValueIsNeverAFailure(String path, String json) throws Exception {
    JsonValue right = parse(json);
    Answer good = shop.admin().post(shop.path(path), json);
    assertThat(good.status()).as(good.body()).isBetween(200, 201);

    for (JsonValue variant : variants(right)) {
      Answer answer = shop.admin().post(shop.path(path), Json.write(variant));
      assertThat(answer.status()).as(() -> Json.write(variant) + answer.body()).isLessThan(500);
    }
  }

  /** The value with each of its parts, one at a time, replaced by each wrong value. */
  private static List<JsonValue> variants(JsonValue value) {
    List<JsonValue> variants = new ArrayList<>();
    switch (value) {
      case JsonValue.Obj object ->
          object
              .members()
              .forEach((name, member) -> {
                WRONG.forEach(wrong -> variants.add(object.with(name, wrong)));
                variants(member).forEach(changed -> variants.add(object.with(name, changed)));
              });
      case JsonValue.Arr(List<JsonValue> items) ->
          variants(items.getFirst())
              .forEach(changed -> variants.add(new JsonValue.Arr(List.of(changed))));
      case JsonValue.Text _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> {}
    }
    return variants;
  }

  private static JsonValue parse(String json) throws MalformedJsonException {
    return Json.parse(json);
  }
}
