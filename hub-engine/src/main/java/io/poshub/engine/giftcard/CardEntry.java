package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Chain;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A ledger row and its place: the {@code entry}-th of its card.
 *
 * @param holdId the hold it opened or ended
 * @param chain null in rows that were written before there were chains
 */
public record CardEntry(
    String cardId,
    long entry,
    GiftCardTransaction row,
    @Nullable String holdId,
    @Nullable Chain chain) {
  public CardEntry {
    requireNonNull(cardId, "cardId is null");
    requireNonNull(row, "row is null");
  }

  /** The chain that this row must have after the one before. */
  Chain linkedTo(Chain before) {
    return before
        .row()
        .text(cardId)
        .number(entry)
        .text(row.id())
        .text(row.type().name())
        .number(row.amount().minor())
        .number(row.heldAmount().minor())
        .number(row.balanceBefore().minor())
        .number(row.balanceAfter().minor())
        .text(row.currency().getCurrencyCode())
        .text(row.orderId())
        .text(row.terminal())
        .text(row.note())
        .text(row.reason())
        .text(row.idempotencyKey())
        .text(row.reversesId())
        .text(holdId)
        .time(row.occurredAt())
        .time(row.recordedAt())
        .link();
  }

  CardEntry chained(Chain link) {
    return new CardEntry(cardId, entry, row, holdId, link);
  }
}
