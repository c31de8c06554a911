package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;

/** Reserves a part of a card's balance. */
public record OpenHold(CardAccess access, HoldWish wish) implements Command<CardOutcome> {
  public OpenHold {
    requireNonNull(access, "access is null");
    requireNonNull(wish, "wish is null");
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
        work -> CardRules.hold(work.card(), wish, work.moment()),
        (decision, card) ->
            new CardOutcome.Held(card, requireNonNull(decision.hold()).wire(card.currency())));
  }
}
