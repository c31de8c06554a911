package io.poshub.rest.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.Money;
import io.poshub.protocol.order.OrderDetails.Modifier;
import io.poshub.rest.order.OrderArithmetic.Extras;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderArithmeticTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @ParameterizedTest
  @CsvSource({
    "1,100,0,0,100",
    "3,333,0,0,999",
    "0.5,101,0,0,51",
    "0.5,100,0,0,50",
    "1.005,100,0,0,101",
    "0.001,100,0,0,0",
    "2,1000,2,33,2132",
    "0.333,999,0.5,101,349",
  })
  void anItemIsRoundedHalfUpOnce(
      String quantity, long unit, String modifierQuantity, long modifierUnit, long total) {
    List<Modifier> modifiers =
        modifierUnit == 0
            ? List.of()
            : List.of(new Modifier("m", modifierQuantity, gbp(modifierUnit)));

    assertThat(OrderArithmetic.itemTotal(new BigDecimal(quantity), gbp(unit), modifiers))
        .hasValue(gbp(total));
  }

  @Test
  void anItemTooLargeToBeAnAmountHasNoTotal() {
    Modifier dear = new Modifier("m", "999999.999", gbp(99_999_999_999_999L));

    assertThat(OrderArithmetic.itemTotal(new BigDecimal("999999.999"), gbp(1), List.of(dear, dear)))
        .isEmpty();
  }

  @Test
  void aTaxThatIsIncludedIsNotAddedAgain() {
    assertThat(
            OrderArithmetic.total(
                gbp(1_000), new Extras(gbp(100), gbp(180), false, gbp(250), gbp(50))))
        .isEqualTo(gbp(1_380));
    assertThat(
            OrderArithmetic.total(
                gbp(1_000), new Extras(gbp(100), gbp(180), true, gbp(250), gbp(50))))
        .isEqualTo(gbp(1_200));
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }
}
