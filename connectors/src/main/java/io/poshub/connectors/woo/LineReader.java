package io.poshub.connectors.woo;

import io.poshub.protocol.Money;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.order.OrderDetails.Item;
import io.poshub.protocol.order.OrderDetails.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one order. A line whose sum cannot be divided by its quantity becomes two, so
 * that what the kitchen counts and what the guest pays are both right. One thread, one order.
 */
final class LineReader {
  private static final int NAME_MAX_CHARS = 200;

  /** Of a choice that is shown; far more than is printed. */
  private static final int HTML_MAX_CHARS = 2_000;

  private static final int SKU_MAX_CHARS = 64;
  private static final Pattern TAG = Pattern.compile("<[^>]{0,500}>");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int MODIFIERS_MAX = 50;
  private static final BigDecimal QUANTITY_MAX = BigDecimal.valueOf(10_000);

  private final Amounts amounts;
  private final List<Item> items = new ArrayList<>();
  private Money discount;

  LineReader(Amounts amounts) {
    this.amounts = amounts;
    this.discount = amounts.zero();
  }

  List<Item> items() {
    return items;
  }

  /** What coupons and the like took off. */
  Money discount() {
    return discount;
  }

  void product(Node line) {
    Money before = amounts.shown(line, "subtotal", "subtotal_tax");
    Money after = amounts.shown(line, "total", "total_tax");
    // A price raised by hand is a price; only what was taken off is a discount.
    Money price = before.compareTo(after) >= 0 ? before : after;
    if (price.isNegative()) {
      throw new UnmappableException("a line costs less than nothing");
    }
    discount = discount.plus(price.minus(after));
    String name = line.text("name", NAME_MAX_CHARS);
    add(
        line.text("id", 20),
        line.textOrNull("sku", SKU_MAX_CHARS),
        name.isEmpty() ? "Product " + line.text("product_id", 20) : name,
        line.amount("quantity"),
        price,
        modifiers(line));
  }

  /** Something that costs without being a product; what costs less than nothing is a discount. */
  void fee(Node fee) {
    Money price = amounts.shown(fee, "total", "total_tax");
    if (price.isNegative()) {
      discount = discount.minus(price);
      return;
    }
    String name = fee.text("name", NAME_MAX_CHARS);
    add(fee.text("id", 20), null, name.isEmpty() ? "Fee" : name, BigDecimal.ONE, price, List.of());
  }

  /** A minor unit or two that rounding left over. */
  void rest(Money rest) {
    if (rest.isNegative()) {
      discount = discount.minus(rest);
    } else if (!rest.isZero()) {
      add("rounding", null, "Rounding", BigDecimal.ONE, rest, List.of());
    }
  }

  private void add(
      String id,
      @Nullable String sku,
      String name,
      BigDecimal quantity,
      Money price,
      List<Modifier> modifiers) {
    boolean whole = quantity.signum() > 0 && quantity.stripTrailingZeros().scale() <= 0;
    if (!whole || quantity.compareTo(QUANTITY_MAX) > 0) {
      String shown = quantity.signum() == 0 ? name : quantity.toPlainString() + " × " + name;
      items.add(item(id, sku, shown, 1, price, modifiers));
      return;
    }
    long count = quantity.longValueExact();
    long unit = price.minor() / count;
    long dearer = price.minor() % count;
    if (dearer < count) {
      items.add(item(id, sku, name, count - dearer, amounts.minor(unit), modifiers));
    }
    if (dearer > 0) {
      items.add(item(id + "-2", sku, name, dearer, amounts.minor(unit + 1), modifiers));
    }
  }

  private static Item item(
      String id,
      @Nullable String sku,
      String name,
      long count,
      Money unit,
      List<Modifier> modifiers) {
    return new Item(
        id,
        sku,
        name,
        Long.toString(count),
        unit,
        modifiers,
        null,
        unit.times(BigDecimal.valueOf(count)));
  }

  /** What people chose is in the meta data that is shown; its price is in the line already. */
  private List<Modifier> modifiers(Node line) {
    List<Modifier> modifiers = new ArrayList<>();
    for (Node meta : line.nodes("meta_data")) {
      String key = meta.text("display_key", NAME_MAX_CHARS);
      boolean hidden = meta.text("key", NAME_MAX_CHARS).startsWith("_") || key.startsWith("_");
      if (hidden || modifiers.size() == MODIFIERS_MAX) {
        continue;
      }
      JsonValue value = meta.members().get("display_value");
      String text = value instanceof JsonValue.Text(String shown) ? withoutTags(shown) : "";
      if (!key.isEmpty() && !text.isEmpty()) {
        modifiers.add(
            new Modifier(Node.clean(key + ": " + text, NAME_MAX_CHARS), "1", amounts.zero()));
      }
    }
    return modifiers;
  }

  private static String withoutTags(String html) {
    String start = html.substring(0, Math.min(html.length(), HTML_MAX_CHARS));
    return SPACES.matcher(TAG.matcher(start).replaceAll(" ")).replaceAll(" ").strip();
  }
}
