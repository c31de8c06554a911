package io.poshub.rest.order;

import static java.util.Objects.requireNonNullElseGet;

import io.poshub.protocol.Ids;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.order.OrderDetails.Item;
import io.poshub.protocol.order.OrderDetails.Modifier;
import io.poshub.rest.call.CommonFields;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the lines of one order. One thread, one order. */
final class ItemReader {
  static final int ITEM_NAME_MAX_CHARS = 200;
  static final int ITEM_ID_MAX_CHARS = 64;
  static final int SKU_MAX_CHARS = 64;
  static final int MODIFIERS_MAX = 50;

  private final Currency currency;
  private final Ids ids;
  private final Set<String> seenIds = new HashSet<>();

  ItemReader(Currency currency, Ids ids) {
    this.currency = currency;
    this.ids = ids;
  }

  List<Item> read(Fields order) {
    List<Item> items = order.list("items", Limits.ORDER_MAX_ITEMS, this::item);
    if (!order.has("items")) {
      order.reject("items", "is required");
    } else if (items.isEmpty()) {
      order.reject("items", "must have at least one item");
    }
    return items;
  }

  private Item item(Fields fields) {
    String id = CommonFields.ownId(fields, "id", ITEM_ID_MAX_CHARS);
    if (id != null && !seenIds.add(id)) {
      fields.reject("id", "must not be repeated");
    }
    if (!fields.has("quantity")) {
      fields.reject("quantity", "is required");
    }
    BigDecimal quantity = fields.quantity("quantity", BigDecimal.ONE);
    Money unitPrice = fields.money("unit_price", currency);
    List<Modifier> modifiers = fields.list("modifiers", MODIFIERS_MAX, this::modifier);
    return new Item(
        requireNonNullElseGet(id, ids::next),
        CommonFields.ownId(fields, "sku", SKU_MAX_CHARS),
        fields.text("name", ITEM_NAME_MAX_CHARS),
        text(quantity),
        unitPrice,
        modifiers,
        CommonFields.note(fields),
        total(fields, quantity, unitPrice, modifiers));
  }

  /** A modifier without a price changes the dish, not the bill. */
  private Modifier modifier(Fields fields) {
    Money price = fields.optionalMoney("unit_price", currency);
    return new Modifier(
        fields.text("name", ITEM_NAME_MAX_CHARS),
        text(fields.quantity("quantity", BigDecimal.ONE)),
        price == null ? Money.zero(currency) : price);
  }

  private Money total(
      Fields fields, BigDecimal quantity, Money unitPrice, List<Modifier> modifiers) {
    Money given = fields.optionalMoney("total", currency);
    Optional<Money> computed = OrderArithmetic.itemTotal(quantity, unitPrice, modifiers);
    if (computed.isEmpty()) {
      fields.reject("quantity", "makes the item's total too large");
      return Money.zero(currency);
    }
    if (given != null && !given.equals(computed.get())) {
      fields.reject(
          "total", "must be quantity × (unit_price + modifiers) = " + computed.get().text());
    }
    return computed.get();
  }

  /** {@code 2.50} and {@code 2.5} are one quantity and look the same. */
  private static String text(BigDecimal quantity) {
    return quantity.stripTrailingZeros().toPlainString();
  }
}
