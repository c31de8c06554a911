package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardEntry;
import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.EndHold;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.giftcard.Remark;
import io.poshub.engine.giftcard.ReverseEntry;
import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.rest.undo.UndoCommand;
import io.poshub.rest.undo.Undoing;
import java.util.Optional;

/**
 * Undoes a call on a card: a hold it opened is released, what else it moved is reversed. Virtual
 * threads.
 */
public final class CardUndoing implements Undoing {
  private final GiftCards cards;

  public CardUndoing(GiftCards cards) {
    this.cards = cards;
  }

  @Override
  public Optional<UndoCommand<?>> of(Tenant tenant, IdempotencyKey key, Wish wish) {
    return cards
        .ofCall(tenant, key)
        .map(entry -> new UndoCommand<CardOutcome>(command(entry, wish), CardReplies::of));
  }

  private static Command<CardOutcome> command(CardEntry entry, Wish wish) {
    CardRef card = new CardRef.ById(entry.cardId());
    Remark remark = new Remark(null, wish.terminal(), wish.note());
    String holdId = entry.holdId();
    return entry.row().type() == GiftCardTransaction.Type.HOLD && holdId != null
        ? new EndHold(card, holdId, new EndHold.How.Release(), remark)
        : new ReverseEntry(card, entry.row().id(), null, wish.reason(), remark);
  }
}
