package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.giftcard.GiftCardTransaction;
import org.jspecify.annotations.Nullable;

/** A ledger row and its place: the {@code entry}-th of its card. */
public record CardEntry(String cardId, long entry, GiftCardTransaction row) {
  public CardEntry {
    requireNonNull(cardId, "cardId is null");
    requireNonNull(row, "row is null");
  }

  CardEntry under(@Nullable String idempotencyKey) {
    return new CardEntry(cardId, entry, row.withIdempotencyKey(idempotencyKey));
  }
}
