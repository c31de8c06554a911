package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A wish to pay with a card. */
public record Redemption(
    Money amount,
    boolean allowPartial,
    @Nullable String orderId,
    @Nullable String terminal,
    @Nullable String note,
    @Nullable Instant occurredAt) {
  public Redemption {
    requireNonNull(amount, "amount is null");
    if (amount.isNegative() || amount.isZero()) {
      throw new IllegalArgumentException("amount must be greater than zero");
    }
  }
}
