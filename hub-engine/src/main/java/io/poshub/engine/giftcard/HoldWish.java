package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Duration;

/** A wish to reserve a part of a card's balance. */
public record HoldWish(Money amount, boolean allowPartial, Duration lifetime, Remark remark) {
  public static final Duration LIFETIME_DEFAULT = Duration.ofMinutes(15);
  public static final Duration LIFETIME_MAX = Duration.ofDays(1);

  public HoldWish {
    requireNonNull(remark, "remark is null");
    if (amount.isNegative() || amount.isZero()) {
      throw new IllegalArgumentException("amount must be greater than zero");
    }
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LIFETIME_MAX) > 0) {
      throw new IllegalArgumentException("a hold lasts a second to a day");
    }
  }
}
