package io.poshub.connectors.woo;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.order.NewOrder;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.FulfillmentType;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderDetails.Item;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A shop's order as the hub's: what the kitchen counts and what the guest pays. */
class OrderMappingTest {
  private static final String HEAD =
      """
      "id":160,"number":"160","status":"processing",
      "date_created_gmt":"2026-11-21T03:37:53","date_modified_gmt":"2026-11-21T03:37:54",
      "date_paid_gmt":"2026-11-21T03:37:53","payment_method":"stripe","transaction_id":"TX-1",
      "billing":{"first_name":"山田","last_name":"花子","country":"GB","phone":"01632 960999",
        "email":"guest@example.test"},
      """;

  private static final String MUG =
      """
      "line_items":[{"id":1,"name":"Mug","quantity":1,"subtotal":"5.00","total":"5.00"}]\
      """;

  private static final String FIVE_POUNDS =
      """
      "prices_include_tax":false,"total":"5.00","total_tax":"0.00",\
      """;

  @Test
  void aLineThatCannotBeDividedBecomesTwoWithTheRightCountAndSum() {
    OrderDetails details =
        mapped(
            """
            "prices_include_tax":false,"total":"12.00","total_tax":"2.00",
            "line_items":[{"id":1,"name":"Café ☕","quantity":3,"subtotal":"10.00","subtotal_tax":"2.00",
              "total":"10.00","total_tax":"2.00","sku":""}]
            """);

    assertThat(details.items()).extracting(Item::quantity).containsExactly("2", "1");
    assertThat(details.items())
        .extracting(item -> item.unitPrice().text())
        .containsExactly("3.33", "3.34");
    assertThat(details.items()).extracting(Item::id).containsExactly("1", "1-2");
    assertThat(details.subtotal().text()).isEqualTo("10.00");
    assertThat(details.taxIncluded()).isFalse();
    assertAddsUp(details);
  }

  @Test
  void whereTaxIsIncludedGuestsSeeItInEveryPrice() {
    OrderDetails details =
        mapped(
            """
            "prices_include_tax":true,"total":"17.94","total_tax":"2.99","shipping_total":"4.95","shipping_tax":"0.99",
            "line_items":[{"id":1,"name":"Mug","quantity":2,"subtotal":"10.00","subtotal_tax":"2.00",
              "total":"10.00","total_tax":"2.00"}],
            "shipping_lines":[{"method_id":"flat_rate","method_title":"Flat rate"}]
            """);

    assertThat(details.items().getFirst().unitPrice().text()).isEqualTo("6.00");
    assertThat(details.deliveryFee().text()).isEqualTo("5.94");
    assertThat(details.taxIncluded()).isTrue();
    assertAddsUp(details);
  }

  @Test
  void couponsAndNegativeFeesAreDiscountsTipsAreTipsAndOtherFeesAreLines() {
    OrderDetails details =
        mapped(
            """
            "prices_include_tax":false,"total":"12.50","total_tax":"0.00",
            "line_items":[{"id":1,"name":"Mug","quantity":1,"subtotal":"12.00","total":"10.00"}],
            "fee_lines":[{"id":2,"name":"Gift wrapping","total":"2.50"},{"id":3,"name":"Loyal guest","total":"-1.00"},
              {"id":4,"name":"Tip for the kitchen","total":"1.00"}],
            "coupon_lines":[{"code":"autumn","discount":"2"}]
            """);

    assertThat(details.discountTotal().text()).isEqualTo("3.00");
    assertThat(details.tipTotal().text()).isEqualTo("1.00");
    assertThat(details.items()).extracting(Item::name).containsExactly("Mug", "Gift wrapping");
    assertAddsUp(details);
  }

  @Test
  void whatGuestsChoseIsAModifierAndWhatTheShopNotesForItselfIsNot() {
    OrderDetails details =
        mapped(
            FIVE_POUNDS
                + """
                "line_items":[{"id":1,"name":"T-shirt - Blue","variation_id":17,"quantity":1,"subtotal":"5.00","total":"5.00",
                  "sku":null,"meta_data":[{"key":"colour","display_key":"Colour","display_value":"<p>Blue</p>"},
                  {"key":"_reduced_stock","display_key":"_reduced_stock","display_value":"2"},
                  {"key":"nested","display_key":"nested","display_value":{"a":1}}]}]
                """);

    assertThat(details.items().getFirst().modifiers())
        .extracting(OrderDetails.Modifier::name)
        .containsExactly("Colour: Blue");
    assertThat(details.items().getFirst().sku()).isNull();
  }

  @Test
  void aPennyThatRoundingLeavesIsALineOfItsOwnAndMoreIsAMistake() {
    OrderDetails details =
        mapped("\"prices_include_tax\":false,\"total\":\"6.01\",\"total_tax\":\"1.00\"," + MUG);

    assertThat(details.items()).extracting(Item::name).containsExactly("Mug", "Rounding");
    assertAddsUp(details);
    assertThat(map("\"prices_include_tax\":false,\"total\":\"7.00\",\"total_tax\":\"1.00\"," + MUG))
        .isInstanceOf(Mapping.Unmappable.class);
  }

  @Test
  void refundsArePaymentsBackAndTheRawSignIsNotTaken() {
    OrderDetails details =
        mapped(
            FIVE_POUNDS
                + MUG
                + """
                ,"refunds":[{"id":162,"reason":"goodwill","total":"-1.00"}]
                """);

    assertThat(details.payments())
        .extracting(OrderDetails.Payment::status)
        .containsExactly("paid", "refunded");
    assertThat(details.payments().getLast().amount().text()).isEqualTo("1.00");
  }

  @Test
  void aDeliveryHasItsAddressAndAPickupNone() {
    String money =
        FIVE_POUNDS
            + MUG
            + """
            ,"shipping":{"address_1":"1 Sample Street","city":"Exampleton"},
            """;

    NewOrder delivery = order(money + "\"shipping_lines\":[{\"method_id\":\"flat_rate\"}]");
    NewOrder pickup = order(money + "\"shipping_lines\":[{\"method_id\":\"local_pickup\"}]");

    assertThat(delivery.fulfillment().type()).isEqualTo(FulfillmentType.DELIVERY);
    assertThat(String.valueOf(delivery.fulfillment().address())).contains("1 Sample Street");
    assertThat(pickup.fulfillment().type()).isEqualTo(FulfillmentType.PICKUP);
    assertThat(pickup.fulfillment().address()).isNull();
    assertThat(pickup.details().customer().name()).isEqualTo("山田 花子");
    assertThat(pickup.details().customer().phone()).isEqualTo("+441632960999");
  }

  @Test
  void anotherCurrencyAnEmptyOrderAndNonsenseAreKeptAsTheyAre() {

    assertThat(
            OrderMapping.map(read("\"total\":\"5.00\"," + MUG), "1", SampleTenant.in("EUR"), null))
        .isInstanceOf(Mapping.Unmappable.class);
    assertThat(map("\"total\":\"0.00\",\"line_items\":[]")).isInstanceOf(Mapping.Unmappable.class);
    assertThat(map("\"total\":\"a lot\"," + MUG)).isInstanceOf(Mapping.Unmappable.class);
    assertThat(map("\"total\":{},\"line_items\":[[]]")).isInstanceOf(Mapping.Unmappable.class);
  }

  @Test
  void aCurrencyWithoutDecimalsHasNone() {
    String yen =
        """
        "currency":"JPY","prices_include_tax":true,"total":"1,000","total_tax":"91",
        "shipping_total":"273","shipping_tax":"27",
        "line_items":[{"id":1,"name":"うどん","quantity":3,"subtotal":"636","subtotal_tax":"64",
          "total":"636","total_tax":"64"}],
        "shipping_lines":[{"method_id":"flat_rate"}]
        """;

    assertThat(OrderMapping.map(read(yen), "1", SampleTenant.in("JPY"), null))
        .isInstanceOf(Mapping.Unmappable.class);
    Mapping mapping =
        OrderMapping.map(read(yen.replace("1,000", "1000")), "1", SampleTenant.in("JPY"), null);
    OrderDetails details = ((Mapping.Mapped) mapping).order().details();

    assertThat(details.total().text()).isEqualTo("1000");
    assertThat(details.items())
        .extracting(item -> item.quantity() + " × " + item.unitPrice().text())
        .containsExactly("2 × 233", "1 × 234");
    assertThat(details.deliveryFee().text()).isEqualTo("300");
    assertAddsUp(details);
  }

  @Test
  void pricesWithSixDecimalsAreRoundedOnceForEachLine() {
    OrderDetails details =
        mapped(
            """
            "prices_include_tax":false,"total":"13.180000","total_tax":"2.196667",
            "line_items":[
              {"id":1,"name":"Nut","quantity":7,"price":1.1666667,"subtotal":"8.166667","subtotal_tax":"1.633333",
                "total":"8.166667","total_tax":"1.633333"},
              {"id":2,"name":"Bolt","quantity":1,"price":2.816667,"subtotal":"3.033333","total":"2.816667",
                "total_tax":"0.563334"}],
            "coupon_lines":[{"code":"autumn","discount":"0.216666"}]
            """);

    assertThat(details.total().text()).isEqualTo("13.18");
    assertThat(details.taxTotal().text()).isEqualTo("2.20");
    // The shop has rounded the sum once: its penny less is a discount.
    assertThat(details.discountTotal().text()).isEqualTo("0.22");
    assertThat(details.items())
        .extracting(item -> item.quantity() + " × " + item.unitPrice().text())
        .containsExactly("2 × 1.16", "5 × 1.17", "1 × 3.03");
    assertAddsUp(details);
  }

  private static void assertAddsUp(OrderDetails details) {
    Money items =
        details.items().stream()
            .map(Item::total)
            .reduce(Money.zero(details.currency()), Money::plus);
    for (Item item : details.items()) {
      assertThat(item.unitPrice().times(new BigDecimal(item.quantity()))).isEqualTo(item.total());
    }
    Money total =
        items.minus(details.discountTotal()).plus(details.deliveryFee()).plus(details.tipTotal());
    assertThat(items).isEqualTo(details.subtotal());
    assertThat(details.taxIncluded() ? total : total.plus(details.taxTotal()))
        .isEqualTo(details.total());
  }

  private static OrderDetails mapped(String members) {
    return order(members).details();
  }

  private static NewOrder order(String members) {
    Mapping mapping = map(members);
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    return ((Mapping.Mapped) mapping).order();
  }

  private static Mapping map(String members) {
    return OrderMapping.map(read(members), "1", SampleTenant.in("GBP"), null);
  }

  private static WooOrder read(String members) {
    try {
      String currency = members.contains("\"currency\"") ? "" : "\"currency\":\"GBP\",";
      JsonValue json = Json.parse("{" + HEAD + currency + members + "}");
      return WooOrder.read(json).orElseThrow();
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
