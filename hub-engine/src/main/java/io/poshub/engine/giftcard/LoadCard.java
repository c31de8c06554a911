package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Money;

/** Puts money on a card. */
public record LoadCard(CardRef card, Money amount, Remark remark) implements Command<CardOutcome> {
  public LoadCard {
    requireNonNull(card, "card is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(remark, "remark is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(CardSet.KIND).claim(card, batch);
  }

  @Override
  public CardOutcome decide(Batch batch) {
    return CardWork.on(
        batch,
        card,
        work -> CardRules.load(work.card(), amount, remark, work.moment()),
        (decision, after) -> new CardOutcome.Moved(after, decision.entry().row()));
  }
}
