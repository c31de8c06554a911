package io.poshub.protocol.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A part of a card's balance that is reserved until it is taken, given back or lapses. */
public record GiftCardHold(
    String id,
    Money amount,
    Status status,
    @Nullable Money capturedAmount,
    @Nullable String orderId,
    Instant expiresAt,
    Instant createdAt) {
  public GiftCardHold {
    requireNonNull(id, "id is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(status, "status is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  /** How far a hold has come. */
  public enum Status {
    OPEN,
    CAPTURED,
    RELEASED,
    EXPIRED
  }
}
