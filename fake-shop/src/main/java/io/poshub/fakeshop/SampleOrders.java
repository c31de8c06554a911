package io.poshub.fakeshop;

import static io.poshub.fakeshop.ShopAnswer.number;
import static io.poshub.fakeshop.ShopAnswer.obj;
import static io.poshub.fakeshop.ShopAnswer.text0;

import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders as shops have them, made by a seed; their amounts add up as the shop's do. */
public final class SampleOrders {
  private static final List<String> NAMES =
      List.of("Mug", "Café au lait “grand” ☕", "T-shirt - Blue", "Käsespätzle", "拉麺", "Naan 🫓");
  private static final BigDecimal VAT = new BigDecimal("0.20");

  private SampleOrders() {}

  /** The members of an order without lines. */
  public static Map<String, JsonValue> empty(String currency) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("currency", text0(currency));
    members.put("prices_include_tax", new JsonValue.Bool(false));
    for (String name :
        List.of("discount_total", "discount_tax", "shipping_total", "shipping_tax", "cart_tax")) {
      members.put(name, text0("0.00"));
    }
    members.put("total", text0("0.00"));
    members.put("total_tax", text0("0.00"));
    members.put("customer_id", number(0));
    members.put("order_key", text0("wc_order_made_up"));
    members.put("billing", address("", "", "", ""));
    members.put("shipping", shipping("", "", ""));
    members.put("payment_method", text0(""));
    members.put("payment_method_title", text0(""));
    members.put("transaction_id", text0(""));
    members.put("created_via", text0("checkout"));
    members.put("customer_note", text0(""));
    members.put("customer_ip_address", text0(""));
    members.put("customer_user_agent", text0(""));
    members.put("cart_hash", text0(""));
    for (String name :
        List.of(
            "meta_data",
            "line_items",
            "tax_lines",
            "shipping_lines",
            "fee_lines",
            "coupon_lines",
            "refunds")) {
      members.put(name, new JsonValue.Arr(List.of()));
    }
    members.put("currency_symbol", text0("£"));
    return members;
  }

  /** A paid order with lines, perhaps shipping, a fee and a coupon. */
  public static Map<String, JsonValue> random(Random random) {
    Map<String, JsonValue> members = empty("GBP");
    members.put("billing", address("Zoë", "Example", "zoe@example.test", "01632 960001"));
    members.put("payment_method", text0("stripe"));
    members.put("payment_method_title", text0("Card"));
    members.put("transaction_id", text0("TX-" + random.nextInt(1_000_000)));
    members.put("customer_note", text0(random.nextInt(4) == 0 ? "Please ring twice 🎁" : ""));
    List<JsonValue> lines = new ArrayList<>();
    BigDecimal net = BigDecimal.ZERO;
    BigDecimal discount = BigDecimal.ZERO;
    BigDecimal tax = BigDecimal.ZERO;
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int quantity = 1 + random.nextInt(3);
      BigDecimal subtotal =
          money(random.nextInt(3_000) + 50).multiply(BigDecimal.valueOf(quantity));
      BigDecimal off =
          random.nextInt(3) == 0
              ? subtotal.divide(BigDecimal.TEN, 2, RoundingMode.HALF_UP)
              : zero();
      BigDecimal lineTax = vat(subtotal.subtract(off));
      lines.add(
          line(i + 1, NAMES.get(random.nextInt(NAMES.size())), quantity, subtotal, off, lineTax));
      net = net.add(subtotal.subtract(off));
      discount = discount.add(off);
      tax = tax.add(lineTax);
    }
    BigDecimal shipping = random.nextBoolean() ? new BigDecimal("4.95") : zero();
    BigDecimal shippingTax = vat(shipping);
    BigDecimal fee = random.nextInt(3) == 0 ? new BigDecimal("2.50") : zero();
    if (shipping.signum() > 0) {
      members.put("shipping_lines", shippingLine(shipping, shippingTax));
      members.put("shipping", shipping("Zoë", "Example", "01632 960002"));
    }
    if (fee.signum() > 0) {
      members.put("fee_lines", feeLine(fee));
    }
    BigDecimal allTax = tax.add(shippingTax);
    members.put("line_items", new JsonValue.Arr(lines));
    members.put("discount_total", text0(discount.toPlainString()));
    members.put("shipping_total", text0(shipping.toPlainString()));
    members.put("shipping_tax", text0(shippingTax.toPlainString()));
    members.put("cart_tax", text0(tax.toPlainString()));
    members.put("total_tax", text0(allTax.toPlainString()));
    members.put("total", text0(net.add(shipping).add(fee).add(allTax).toPlainString()));
    return members;
  }

  static JsonValue.Obj address(String first, String last, String email, String phone) {
    return obj(
        "first_name", text0(first),
        "last_name", text0(last),
        "company", text0(""),
        "address_1", text0(first.isEmpty() ? "" : "1 Sample Street"),
        "address_2", text0(""),
        "city", text0(first.isEmpty() ? "" : "Exampleton"),
        "state", text0(""),
        "postcode", text0(first.isEmpty() ? "" : "EX1 1AA"),
        "country", text0(first.isEmpty() ? "" : "GB"),
        "email", text0(email),
        "phone", text0(phone));
  }

  /** Goods have no e-mail address. */
  private static JsonValue.Obj shipping(String first, String last, String phone) {
    Map<String, JsonValue> members = new LinkedHashMap<>(address(first, last, "", phone).members());
    members.remove("email");
    return new JsonValue.Obj(members);
  }

  private static JsonValue line(
      int id, String name, int quantity, BigDecimal subtotal, BigDecimal off, BigDecimal tax) {
    BigDecimal total = subtotal.subtract(off);
    return obj(
        "id", number(id),
        "name", text0(name),
        "product_id", number(10 + id),
        "variation_id", number(0),
        "quantity", number(quantity),
        "subtotal", text0(subtotal.toPlainString()),
        "subtotal_tax", text0(vat(subtotal).toPlainString()),
        "total", text0(total.toPlainString()),
        "total_tax", text0(tax.toPlainString()),
        "meta_data",
            new JsonValue.Arr(
                List.of(
                    obj(
                        "id", number(1),
                        "key", text0("colour"),
                        "value", text0("Blue"),
                        "display_key", text0("Colour"),
                        "display_value", text0("Blue")),
                    obj("id", number(2), "key", text0("_reduced_stock"), "value", text0("2")))),
        "sku", text0("SKU-" + id),
        "price", new JsonValue.Num(Double.toString(total.doubleValue() / quantity)),
        "parent_name", new JsonValue.Null());
  }

  private static JsonValue shippingLine(BigDecimal total, BigDecimal tax) {
    return new JsonValue.Arr(
        List.of(
            obj(
                "id", number(90),
                "method_title", text0("Flat rate"),
                "method_id", text0("flat_rate"),
                "instance_id", text0(""),
                "total", text0(total.toPlainString()),
                "total_tax", text0(tax.toPlainString()))));
  }

  private static JsonValue feeLine(BigDecimal total) {
    return new JsonValue.Arr(
        List.of(
            obj(
                "id", number(91),
                "name", text0("Gift wrapping"),
                "total", text0(total.toPlainString()),
                "total_tax", text0("0.00"))));
  }

  private static BigDecimal vat(BigDecimal net) {
    return net.multiply(VAT).setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal money(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static BigDecimal zero() {
    return BigDecimal.valueOf(0, 2);
  }
}
