package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.giftcard.CardPin.PinHash;
import io.poshub.protocol.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A card about to be sold. */
public record NewCard(
    CardCode code,
    @Nullable PinHash pin,
    Money amount,
    @Nullable LocalDate expiresOn,
    CardState.Issue issue) {
  public NewCard {
    requireNonNull(code, "code is null");
    requireNonNull(issue, "issue is null");
    if (amount.isNegative() || amount.isZero()) {
      throw new IllegalArgumentException("amount must be greater than zero");
    }
  }

  /** A card without a PIN. */
  public NewCard(
      CardCode code, Money amount, @Nullable LocalDate expiresOn, CardState.Issue issue) {
    this(code, null, amount, expiresOn, issue);
  }
}
