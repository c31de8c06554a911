package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.giftcard.GiftCardChange;

/** Sells a card. */
public record IssueCard(NewCard card) implements Command<CardOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(CardSet.KIND).claim(hash(batch));
  }

  @Override
  public CardOutcome decide(Batch batch) {
    CardSet cards = batch.rows(CardSet.KIND);
    CodeHash hash = hash(batch);
    if (cards.find(hash).isPresent()) {
      return new CardOutcome.Exists();
    }
    CardDecision.Changed issued = CardRules.activate(batch.nextId(), hash, card, Moment.of(batch));
    cards.apply(issued);
    if (card.expiresOn() != null) {
      batch
          .rows(TimerSet.KIND)
          .set(
              CardWork.EXPIRE_CARD,
              issued.card().id(),
              SettleCard.expiryOf(card.expiresOn(), batch.tenant()));
    }
    GiftCardChange change =
        new GiftCardChange(issued.card().wire(batch.today()), issued.entry().row());
    batch.emit(EventType.GIFT_CARD_PURCHASED, change);
    return new CardOutcome.Issued(change.giftCard(), issued.entry().row(), card.code());
  }

  private CodeHash hash(Batch batch) {
    return card.code().hash(batch.tenant().cardKey());
  }
}
