package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what a hold reserves, or gives it back. */
public record EndHold(CardRef card, String holdId, How how, Remark remark)
    implements Command<CardOutcome> {
  public EndHold {
    requireNonNull(card, "card is null");
    requireNonNull(holdId, "holdId is null");
    requireNonNull(how, "how is null");
    requireNonNull(remark, "remark is null");
  }

  /** What becomes of the reserved money. */
  public sealed interface How {

    /** It is taken, all of it unless an amount is given; the rest comes back. */
    record Capture(@Nullable Money amount) implements How {}

    /** It comes back. */
    record Release() implements How {}
  }

  @Override
  public void claim(Batch batch) {
    CardSet cards = batch.rows(CardSet.KIND);
    cards.claim(card, batch);
    cards.claimHold(holdId);
  }

  @Override
  public CardOutcome decide(Batch batch) {
    return CardWork.on(
        batch,
        card,
        this::end,
        (decision, after) ->
            new CardOutcome.HoldEnded(
                after,
                decision.entry().row(),
                requireNonNull(decision.hold()).wire(after.currency())));
  }

  private CardDecision end(CardWork work) {
    Optional<CardHold> hold = work.hold(holdId);
    if (hold.isEmpty()) {
      return new CardDecision.Refused(new CardRefusal.HoldUnknown());
    }
    return switch (how) {
      case How.Capture(Money amount) ->
          CardRules.capture(work.card(), hold.get(), amount, remark, work.moment());
      case How.Release _ -> CardRules.release(work.card(), hold.get(), remark, work.moment());
    };
  }
}
