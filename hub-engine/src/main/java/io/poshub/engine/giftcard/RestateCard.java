package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import org.jspecify.annotations.Nullable;

/**
 * Blocks a card, frees it or switches it off for good, and notes why.
 *
 * @param reason null where none is asked for
 */
public record RestateCard(CardRef card, Wanted wanted, @Nullable String reason, Remark remark)
    implements Command<CardOutcome> {
  public RestateCard {
    requireNonNull(card, "card is null");
    requireNonNull(wanted, "wanted is null");
    requireNonNull(remark, "remark is null");
  }

  /** What the card shall be. */
  public enum Wanted {
    BLOCKED,
    UNBLOCKED,
    INACTIVE
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
        work -> note(work, restate(work), batch),
        (decision, _) -> {
          throw new IllegalStateException("a status is no money: " + decision.entry().row().type());
        });
  }

  private CardDecision restate(CardWork work) {
    return switch (wanted) {
      case BLOCKED -> CardStatusRules.block(work.card(), work.moment());
      case UNBLOCKED -> CardStatusRules.unblock(work.card(), work.moment());
      case INACTIVE -> CardStatusRules.deactivate(work.card(), work.moment());
    };
  }

  private CardDecision note(CardWork work, CardDecision decision, Batch batch) {
    if (decision instanceof CardDecision.Restated(CardState after)
        && after.status() != work.card().status()) {
      batch
          .rows(CardSet.KIND)
          .note(
              new StatusNote(
                  batch.nextId(),
                  after.id(),
                  after.status(),
                  reason,
                  remark,
                  batch.idempotencyKey(),
                  batch.now()));
    }
    return decision;
  }
}
