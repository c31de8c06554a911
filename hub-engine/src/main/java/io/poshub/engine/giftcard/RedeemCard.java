package io.poshub.engine.giftcard;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import io.poshub.protocol.giftcard.GiftCardChange;

/** Pays with a card. */
public record RedeemCard(CardRef card, Redemption redemption) implements Command<CardOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(CardSet.KIND).claim(card, batch);
  }

  @Override
  public CardOutcome decide(Batch batch) {
    CardSet cards = batch.rows(CardSet.KIND);
    return cards
        .find(card, batch)
        .map(state -> redeem(state, cards, batch))
        .orElseGet(() -> new CardOutcome.Refused(new CardRefusal.Unknown()));
  }

  private CardOutcome redeem(CardState state, CardSet cards, Batch batch) {
    CardDecision decision =
        CardRules.redeem(state, redemption, batch.nextId(), batch.today(), batch.now())
            .under(batch.idempotencyKey());
    return switch (decision) {
      case CardDecision.Refused(CardRefusal refusal) -> new CardOutcome.Refused(refusal);
      case CardDecision.Changed changed -> {
        cards.apply(changed);
        GiftCardChange change =
            new GiftCardChange(changed.card().wire(batch.today()), changed.entry().row());
        batch.emit(EventType.GIFT_CARD_UPDATED, change);
        yield new CardOutcome.Redeemed(
            change.giftCard(),
            changed.entry().row(),
            redemption.amount().plus(changed.entry().row().amount()));
      }
    };
  }
}
