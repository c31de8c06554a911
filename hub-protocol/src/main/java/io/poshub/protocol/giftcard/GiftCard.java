package io.poshub.protocol.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A gift card without its code: only the last four characters are ever shown. */
public record GiftCard(
    String id,
    String last4,
    Status status,
    Currency currency,
    Money balance,
    Money held,
    Money available,
    Money initialAmount,
    boolean pinSet,
    @Nullable LocalDate expiresOn,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastUsedAt) {
  public GiftCard {
    requireNonNull(id, "id is null");
    requireNonNull(last4, "last4 is null");
    requireNonNull(status, "status is null");
    if (!available.equals(balance.minus(held))) {
      throw new IllegalArgumentException("available must be balance - held");
    }
  }

  /** Whether money can move on it. */
  public enum Status {
    ACTIVE,
    BLOCKED,
    EXPIRED,
    INACTIVE
  }
}
