package io.poshub.rest.order;

import io.poshub.protocol.Money;
import io.poshub.protocol.order.OrderDetails.Modifier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** How an order's amounts follow from each other. Pure; any thread. */
final class OrderArithmetic {
  /** Twelve digits and the most decimals a currency has: what an amount on the wire can be. */
  private static final BigDecimal MINOR_MAX = BigDecimal.TEN.pow(15);

  private OrderArithmetic() {}

  /** The amounts below the subtotal; what was left out is zero. */
  record Extras(Money discount, Money tax, boolean taxIncluded, Money deliveryFee, Money tip) {}

  /**
   * Quantity × (unit price + modifiers), rounded half up once, at the end; empty if it is too large
   * to be an amount.
   */
  static Optional<Money> itemTotal(BigDecimal quantity, Money unitPrice, List<Modifier> modifiers) {
    BigDecimal unit = BigDecimal.valueOf(unitPrice.minor());
    for (Modifier modifier : modifiers) {
      unit =
          unit.add(
              new BigDecimal(modifier.quantity())
                  .multiply(BigDecimal.valueOf(modifier.unitPrice().minor())));
    }
    BigDecimal minor = quantity.multiply(unit).setScale(0, RoundingMode.HALF_UP);
    return minor.compareTo(MINOR_MAX) < 0
        ? Optional.of(new Money(minor.longValueExact(), unitPrice.currency()))
        : Optional.empty();
  }

  static Money sum(List<Money> amounts, Currency currency) {
    return amounts.stream().reduce(Money.zero(currency), Money::plus);
  }

  /** Subtotal − discount + tax (unless the prices include it) + delivery fee + tip. */
  static Money total(Money subtotal, Extras extras) {
    Money total = subtotal.minus(extras.discount()).plus(extras.deliveryFee()).plus(extras.tip());
    return extras.taxIncluded() ? total : total.plus(extras.tax());
  }
}
