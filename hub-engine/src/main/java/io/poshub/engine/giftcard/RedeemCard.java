package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;

/** Pays with a card. */
public record RedeemCard(CardAccess access, Redemption redemption) implements Command<CardOutcome> {
  public RedeemCard {
    requireNonNull(access, "access is null");
    requireNonNull(redemption, "redemption is null");
  }

  /** With nothing to show. */
  public RedeemCard(CardRef card, Redemption redemption) {
    this(new CardAccess(card, null), redemption);
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(CardSet.KIND).claim(access.card(), batch);
  }

  @Override
  public CardOutcome decide(Batch batch) {
    return CardWork.on(
        batch,
        access,
        work -> CardRules.redeem(work.card(), redemption, work.moment()),
        (decision, card) ->
            new CardOutcome.Redeemed(
                card,
                decision.entry().row(),
                redemption.amount().plus(decision.entry().row().amount())));
  }
}
