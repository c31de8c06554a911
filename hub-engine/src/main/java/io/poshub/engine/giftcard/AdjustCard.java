package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Money;

/** Corrects a card's balance, up or down. */
public record AdjustCard(CardRef card, Money amount, String reason, Remark remark)
    implements Command<CardOutcome> {
  public AdjustCard {
    requireNonNull(card, "card is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(reason, "reason is null");
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
        work -> CardRules.adjust(work.card(), amount, reason, remark, work.moment()),
        (decision, after) -> new CardOutcome.Moved(after, decision.entry().row()));
  }
}
