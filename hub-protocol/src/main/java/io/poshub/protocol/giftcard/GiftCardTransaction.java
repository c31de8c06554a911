package io.poshub.protocol.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** One row of a card's ledger. {@code amount} and {@code held_amount} are signed. */
public record GiftCardTransaction(
    String id,
    Type type,
    Money amount,
    Money heldAmount,
    Money balanceBefore,
    Money balanceAfter,
    Currency currency,
    @Nullable String orderId,
    @Nullable String terminal,
    @Nullable String note,
    @Nullable String reason,
    @Nullable String idempotencyKey,
    @Nullable String reversesId,
    Instant occurredAt,
    Instant recordedAt) {
  public GiftCardTransaction {
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(recordedAt, "recordedAt is null");
    if (!balanceBefore.plus(amount).equals(balanceAfter)) {
      throw new IllegalArgumentException("the row does not add up");
    }
  }

  public GiftCardTransaction withIdempotencyKey(@Nullable String key) {
    return new GiftCardTransaction(
        id,
        type,
        amount,
        heldAmount,
        balanceBefore,
        balanceAfter,
        currency,
        orderId,
        terminal,
        note,
        reason,
        key,
        reversesId,
        occurredAt,
        recordedAt);
  }

  /** What happened to the card. */
  public enum Type {
    ACTIVATE,
    REDEEM,
    LOAD,
    HOLD,
    CAPTURE,
    RELEASE,
    REVERSE,
    ADJUST,
    EXPIRE
  }
}
