package io.poshub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Currency JPY = Currency.getInstance("JPY");

  @ParameterizedTest
  @CsvSource({
    "25.50,GBP,2550,25.50",
    "25.5,GBP,2550,25.50",
    "25,GBP,2500,25.00",
    "0,GBP,0,0.00",
    "0.01,GBP,1,0.01",
    "999999999999.99,GBP,99999999999999,999999999999.99",
    "1200,JPY,1200,1200",
    "1.234,KWD,1234,1.234",
    "0.1,GBP,10,0.10"
  })
  void amountsAreReadExactlyAndWrittenWithTheCurrencysDecimals(
      String text, String currency, long minor, String written) {
    Parsed<Money> parsed = Money.parse(text, Currency.getInstance(currency));

    assertThat(parsed).isEqualTo(new Parsed.Ok<>(new Money(minor, Currency.getInstance(currency))));
    assertThat(new Money(minor, Currency.getInstance(currency)).text()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1e2",
        "1E2",
        ".5",
        "5.",
        "05",
        "00",
        "1.005",
        "1,50",
        "£5",
        "NaN",
        "Infinity",
        "1 000",
        "0x10",
        "1.2.3",
        "1234567890123",
        "٣",
        "1\n"
      })
  void anythingElseIsRefused(String text) {
    assertThat(Money.parse(text, GBP)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aCurrencyWithoutMinorUnitsTakesNoDecimals() {
    assertThat(Money.parse("1.0", JPY)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void zeroIsNotPositive() {
    assertThat(Money.parsePositive("0.00", GBP)).isInstanceOf(Parsed.Bad.class);
    assertThat(Money.parsePositive("0.01", GBP)).isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void productsRoundHalfUpToTheMinorUnit() {
    Money price = new Money(333, GBP);

    assertThat(price.times(new BigDecimal("0.5"))).isEqualTo(new Money(167, GBP));
    assertThat(price.times(new BigDecimal("3"))).isEqualTo(new Money(999, GBP));
  }

  @Test
  void overflowAndMixedCurrenciesFailLoudly() {
    Money huge = new Money(Long.MAX_VALUE, GBP);

    assertThatThrownBy(() -> huge.plus(new Money(1, GBP))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Money(1, GBP).plus(new Money(1, JPY)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
