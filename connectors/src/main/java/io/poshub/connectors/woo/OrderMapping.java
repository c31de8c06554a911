package io.poshub.connectors.woo;

import io.poshub.engine.order.NewOrder;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Phone;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.FulfillmentType;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderDetails.Customer;
import io.poshub.protocol.order.OrderDetails.Item;
import io.poshub.protocol.order.OrderDetails.Payment;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shop's order as one of the hub's. What it costs must come out exactly; only a minor unit
 * per line may be left over, because shops round taxes in their own ways. Pure; any thread.
 */
public final class OrderMapping {
  private static final int NUMBER_MAX_CHARS = 32;
  private static final int NOTE_MAX_CHARS = 1_000;
  private static final int METHOD_MAX_CHARS = 32;
  private static final int REFERENCE_MAX_CHARS = 128;
  private static final int EMAIL_MAX_CHARS = 254;
  private static final int PAYMENTS_MAX = 20;
  private static final int ADDRESS_TEXT_MAX_CHARS = 200;
  private static final Set<String> PICKUP = Set.of("local_pickup", "pickup_location");
  private static final Pattern TIP =
      Pattern.compile("\\b(tip|gratuity|trinkgeld|pourboire|propina|mancia|fooi)\\b");

  private static final List<String> ADDRESS =
      List.of(
          "first_name",
          "last_name",
          "company",
          "address_1",
          "address_2",
          "city",
          "state",
          "postcode",
          "country",
          "phone");

  private OrderMapping() {}

  /**
   * Reads an order.
   *
   * @param externalId under which the hub has it
   * @param status the hub's first status; null for one that is to be prepared
   */
  public static Mapping map(
      WooOrder order, String externalId, Tenant tenant, @Nullable OrderStatus status) {
    try {
      return new Mapping.Mapped(read(order, externalId, tenant, status));
    } catch (UnmappableException e) {
      return new Mapping.Unmappable(String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      return new Mapping.Unmappable("an amount is too large");
    }
  }

  private static NewOrder read(
      WooOrder order, String externalId, Tenant tenant, @Nullable OrderStatus status) {
    Node shop = Node.of(order.json());
    String currency = shop.text("currency", 8);
    if (!currency.equals(tenant.currency().getCurrencyCode())) {
      throw new UnmappableException("it was sold in another currency than the tenant's");
    }
    String number = shop.text("number", NUMBER_MAX_CHARS);
    return new NewOrder(
        OrderSource.WOOCOMMERCE,
        externalId,
        number.isEmpty() ? order.id() : number,
        status,
        fulfillment(shop),
        details(order, shop, tenant),
        shop.textOrNull("customer_note", NOTE_MAX_CHARS),
        order.created());
  }

  private static OrderDetails details(WooOrder order, Node shop, Tenant tenant) {
    Amounts amounts = new Amounts(tenant.currency(), shop.flag("prices_include_tax"));
    LineReader lines = new LineReader(amounts);
    shop.nodes("line_items").forEach(lines::product);
    Money tip = amounts.zero();
    for (Node fee : shop.nodes("fee_lines")) {
      Money shown = amounts.shown(fee, "total", "total_tax");
      if (!shown.isNegative() && isTip(fee)) {
        tip = tip.plus(shown);
      } else {
        lines.fee(fee);
      }
    }
    Money total = amounts.money(shop.amount("total"));
    Money tax = amounts.money(shop.amount("total_tax"));
    Money delivery = amounts.shown(shop, "shipping_total", "shipping_tax");
    Money above = amounts.taxIncluded() ? delivery.plus(tip) : delivery.plus(tip).plus(tax);
    Money rest = total.minus(sum(lines.items(), amounts).minus(lines.discount()).plus(above));
    requireRounding(rest, shop);
    lines.rest(rest);
    require(!lines.items().isEmpty(), "it has no lines");
    require(lines.items().size() <= Limits.ORDER_MAX_ITEMS, "it has too many lines");
    require(
        !total.isNegative() && !tax.isNegative() && !delivery.isNegative(),
        "an amount is less than nothing");
    return new OrderDetails(
        customer(shop, tenant),
        lines.items(),
        tenant.currency(),
        sum(lines.items(), amounts),
        lines.discount(),
        tax,
        amounts.taxIncluded(),
        delivery,
        tip,
        total,
        payments(order, shop, total, amounts));
  }

  private static void requireRounding(Money rest, Node shop) {
    int lines =
        shop.nodes("line_items").size()
            + shop.nodes("fee_lines").size()
            + shop.nodes("shipping_lines").size()
            + 1;
    require(Math.abs(rest.minor()) <= lines, "its amounts do not add up to its total");
  }

  private static boolean isTip(Node fee) {
    return TIP.matcher(fee.text("name", 80).toLowerCase(Locale.ROOT)).find();
  }

  private static Money sum(List<Item> items, Amounts amounts) {
    return items.stream().map(Item::total).reduce(amounts.zero(), Money::plus);
  }

  private static Customer customer(Node shop, Tenant tenant) {
    Node billing = shop.node("billing");
    String name = (billing.text("first_name", 60) + " " + billing.text("last_name", 60)).strip();
    String shown = name.isEmpty() ? billing.text("company", Limits.NAME_MAX_CHARS) : name;
    return new Customer(
        shown.isEmpty() ? null : Node.clean(shown, Limits.NAME_MAX_CHARS),
        phone(billing, tenant),
        billing.textOrNull("email", EMAIL_MAX_CHARS));
  }

  /** A number nobody could dial is left out; the shop's own text is kept with the order. */
  private static @Nullable String phone(Node billing, Tenant tenant) {
    String written = billing.text("phone", 40);
    String country = billing.text("country", 2);
    if (written.isEmpty()) {
      return null;
    }
    return Phone.parse(written, country.matches("[A-Z]{2}") ? country : tenant.country())
            instanceof Parsed.Ok<Phone>(Phone phone)
        ? phone.e164()
        : null;
  }

  private static Fulfillment fulfillment(Node shop) {
    List<Node> shipping = shop.nodes("shipping_lines");
    boolean delivered =
        shipping.stream().anyMatch(line -> !PICKUP.contains(line.text("method_id", 64)));
    if (!delivered) {
      return new Fulfillment(FulfillmentType.PICKUP, null, null, null, null, null);
    }
    Node address = shop.node("shipping");
    boolean has = !address.text("address_1", ADDRESS_TEXT_MAX_CHARS).isEmpty();
    return new Fulfillment(
        FulfillmentType.DELIVERY,
        null,
        null,
        address(has ? address : shop.node("billing")),
        null,
        shipping.getFirst().textOrNull("method_title", ADDRESS_TEXT_MAX_CHARS));
  }

  private static @Nullable JsonValue address(Node address) {
    Map<String, JsonValue> kept = new LinkedHashMap<>();
    for (String name : ADDRESS) {
      String text = address.text(name, ADDRESS_TEXT_MAX_CHARS);
      if (!text.isEmpty()) {
        kept.put(name, new JsonValue.Text(text));
      }
    }
    return kept.isEmpty() ? null : new JsonValue.Obj(kept);
  }

  private static List<Payment> payments(WooOrder order, Node shop, Money total, Amounts amounts) {
    List<Payment> payments = new ArrayList<>();
    String method = shop.text("payment_method", METHOD_MAX_CHARS);
    payments.add(
        new Payment(
            method.isEmpty() ? "other" : method,
            order.paid() ? "paid" : "pending",
            total,
            shop.textOrNull("transaction_id", REFERENCE_MAX_CHARS)));
    for (Node refund : shop.nodes("refunds")) {
      BigDecimal amount = refund.amount("total").abs();
      if (payments.size() < PAYMENTS_MAX && amount.signum() > 0) {
        payments.add(
            new Payment(
                "refund",
                "refunded",
                amounts.money(amount),
                refund.textOrNull("id", REFERENCE_MAX_CHARS)));
      }
    }
    return payments;
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new UnmappableException(problem);
    }
  }
}
