package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.giftcard.GiftCard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who changed a card's status, when and why. */
record StatusNote(
    String id,
    String cardId,
    GiftCard.Status status,
    @Nullable String reason,
    Remark remark,
    @Nullable String idempotencyKey,
    Instant at) {
  StatusNote {
    requireNonNull(id, "id is null");
    requireNonNull(cardId, "cardId is null");
    requireNonNull(status, "status is null");
    requireNonNull(remark, "remark is null");
    requireNonNull(at, "at is null");
  }
}
