package io.poshub.chaos.shop;

import io.poshub.chaos.plan.PlannedWrite.PlaceOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of orders, with text that is easily mangled on its way. */
final class OrderBodies {
  private static final BigDecimal PRICE = new BigDecimal("3.25");
  private static final String NOTE = "No nuts! \"Träger\" \\ 雪 🍣 </b> ";
  private static final int ITEM_NAME_REPEATS = 4;

  private OrderBodies() {}

  static Map<String, Object> of(PlaceOrder order) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < order.items(); i++) {
      items.add(
          Map.of(
              "name",
              "Soup " + "à la carte ".repeat(i % ITEM_NAME_REPEATS) + i,
              "quantity",
              "1",
              "unit_price",
              PRICE.toPlainString()));
    }
    return Map.of(
        "source", "web",
        "external_id", order.mark(),
        "items", items,
        "note", note(order.noteChars()),
        "total", PRICE.multiply(BigDecimal.valueOf(order.items())).toPlainString());
  }

  /** Never cut inside a character that takes two of Java's. */
  private static String note(int chars) {
    return "x" + NOTE.repeat(chars / NOTE.length());
  }
}
