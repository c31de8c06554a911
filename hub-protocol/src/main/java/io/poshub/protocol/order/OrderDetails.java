package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered, by whom, and what it costs: the part of an order that never changes after it
 * was placed.
 */
public record OrderDetails(
    Customer customer,
    List<Item> items,
    Currency currency,
    Money subtotal,
    Money discountTotal,
    Money taxTotal,
    boolean taxIncluded,
    Money deliveryFee,
    Money tipTotal,
    Money total,
    List<Payment> payments) {
  public OrderDetails {
    requireNonNull(customer, "customer is null");
    requireNonNull(currency, "currency is null");
    items = List.copyOf(items);
    payments = List.copyOf(payments);
  }

  /** Who ordered, as far as is known. */
  public record Customer(@Nullable String name, @Nullable String phone, @Nullable String email) {}

  /** One line; {@code total} is quantity × (unit price + modifiers), rounded half up. */
  public record Item(
      String id,
      @Nullable String sku,
      String name,
      String quantity,
      Money unitPrice,
      List<Modifier> modifiers,
      @Nullable String note,
      Money total) {
    public Item {
      modifiers = List.copyOf(modifiers);
    }
  }

  /** A change to one unit of a line, priced per unit. */
  public record Modifier(String name, String quantity, Money unitPrice) {}

  /** What was paid or is to be paid, as the platform reported it. */
  public record Payment(String method, String status, Money amount, @Nullable String reference) {}
}
