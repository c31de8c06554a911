package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Undoes a row of a card's ledger, all of it unless an amount is given. */
public record ReverseEntry(
    CardRef card, String entryId, @Nullable Money amount, String reason, Remark remark)
    implements Command<CardOutcome> {
  public ReverseEntry {
    requireNonNull(card, "card is null");
    requireNonNull(entryId, "entryId is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(remark, "remark is null");
  }

  @Override
  public void claim(Batch batch) {
    CardSet cards = batch.rows(CardSet.KIND);
    cards.claim(card, batch);
    cards.claimEntry(entryId);
  }

  @Override
  public CardOutcome decide(Batch batch) {
    return CardWork.on(
        batch,
        card,
        this::reverse,
        (decision, after) -> new CardOutcome.Moved(after, decision.entry().row()));
  }

  private CardDecision reverse(CardWork work) {
    Optional<PastEntry> past = work.past(entryId);
    return past.isEmpty()
        ? new CardDecision.Refused(new CardRefusal.EntryUnknown())
        : CardRules.reverse(work.card(), past.get(), amount, reason, remark, work.moment());
  }
}
