package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.LocalDate;
import java.util.Currency;

/**
 * What a shop owed to its cards' holders when a day began and ended, and what came between.
 *
 * @param redeemed what was paid with cards, captures included
 * @param reversed signed: plus is back onto cards
 * @param adjusted signed
 * @param cards those with a balance when the day ended
 */
public record Liability(
    LocalDate date,
    Currency currency,
    Money opening,
    Money issued,
    Money loaded,
    Money redeemed,
    Money reversed,
    Money adjusted,
    Money expired,
    Money closing,
    long cards) {
  public Liability {
    requireNonNull(date, "date is null");
    requireNonNull(currency, "currency is null");
    Money sum =
        opening
            .plus(issued)
            .plus(loaded)
            .minus(redeemed)
            .plus(reversed)
            .plus(adjusted)
            .minus(expired);
    if (!sum.equals(closing)) {
      throw new IllegalArgumentException("the day does not add up");
    }
  }
}
