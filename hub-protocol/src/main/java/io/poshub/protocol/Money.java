package io.poshub.protocol;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An exact amount: minor units of one currency. Arithmetic fails loudly on overflow and on mixed
 * currencies; nothing here ever passes through binary floating point.
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
  /** Before the decimal point. */
  private static final int DIGITS_MAX = 12;

  private static final Pattern AMOUNT =
      Pattern.compile("(0|[1-9]\\d{0," + (DIGITS_MAX - 1) + "})(\\.\\d+)?");

  public Money {
    requireNonNull(currency, "currency is null");
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** The largest amount that can be read. */
  public static Money largest(Currency currency) {
    return new Money(
        BigDecimal.TEN
            .pow(DIGITS_MAX)
            .movePointRight(decimals(currency))
            .subtract(BigDecimal.ONE)
            .longValueExact(),
        currency);
  }

  /** Reads a non-negative amount in major units with no more decimals than the currency has. */
  public static Parsed<Money> parse(String text, Currency currency) {
    if (text.length() > Limits.AMOUNT_MAX_CHARS || !AMOUNT.matcher(text).matches()) {
      return new Parsed.Bad<>(
          "must be an amount such as \"25.50\": up to 12 digits, no sign, exponent or leading zero");
    }
    BigDecimal amount = new BigDecimal(text);
    int decimals = decimals(currency);
    if (amount.scale() > decimals) {
      return new Parsed.Bad<>(
          "must have at most " + decimals + " decimals in " + currency.getCurrencyCode());
    }
    return new Parsed.Ok<>(new Money(amount.movePointRight(decimals).longValueExact(), currency));
  }

  /** Reads an amount greater than zero. */
  public static Parsed<Money> parsePositive(String text, Currency currency) {
    Parsed<Money> parsed = parse(text, currency);
    return parsed instanceof Parsed.Ok<Money>(Money money) && money.minor == 0
        ? new Parsed.Bad<>("must be greater than zero")
        : parsed;
  }

  /** Reads an amount other than zero that may be negative: a minus sign before the digits. */
  public static Parsed<Money> parseSigned(String text, Currency currency) {
    boolean negative = text.startsWith("-");
    return switch (parsePositive(negative ? text.substring(1) : text, currency)) {
      case Parsed.Ok<Money>(Money money) -> new Parsed.Ok<>(negative ? money.negated() : money);
      case Parsed.Bad<Money>(String message) ->
          new Parsed.Bad<>(message.replace("greater than zero", "other than zero"));
    };
  }

  /** The contract's decimal string, for example {@code 25.50} or {@code -3}. */
  public String text() {
    return BigDecimal.valueOf(minor, decimals(currency)).toPlainString();
  }

  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  public Money minus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.subtractExact(minor, other.minor), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** This amount times a quantity, rounded half up to the minor unit. */
  public Money times(BigDecimal quantity) {
    return new Money(
        quantity
            .multiply(BigDecimal.valueOf(minor))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact(),
        currency);
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  @Override
  public int compareTo(Money other) {
    requireSameCurrency(other);
    return Long.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return text() + " " + currency.getCurrencyCode();
  }

  private static int decimals(Currency currency) {
    // Currencies without minor units (gold, test codes) answer -1.
    return Math.max(0, currency.getDefaultFractionDigits());
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("amounts of different currencies");
    }
  }
}
