package io.poshub.connectors.woo;

import io.poshub.protocol.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A shop's amounts in minor units. The shop keeps everything without tax; where its prices include
 * tax, guests know the sums of both, and so do the tills. One order; any thread.
 */
record Amounts(Currency currency, boolean taxIncluded) {

  Money money(BigDecimal amount) {
    int decimals = Math.max(0, currency.getDefaultFractionDigits());
    return new Money(
        amount.setScale(decimals, RoundingMode.HALF_UP).movePointRight(decimals).longValueExact(),
        currency);
  }

  /** An amount as guests know it. */
  Money shown(Node node, String net, String tax) {
    BigDecimal amount = node.amount(net);
    return money(taxIncluded ? amount.add(node.amount(tax)) : amount);
  }

  Money zero() {
    return Money.zero(currency);
  }

  Money minor(long minor) {
    return new Money(minor, currency);
  }
}
