package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Move;
import io.poshub.engine.ledger.Purse;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import org.jspecify.annotations.Nullable;

/** Writes down what a rule has allowed: the next ledger row of a card, linked to the last. Pure. */
final class CardPosting {
  private CardPosting() {}

  static CardDecision.Changed post(
      CardState card,
      GiftCardTransaction.Type type,
      Move move,
      Footnote note,
      @Nullable CardHold hold,
      Moment moment) {
    Purse after = card.purse().after(move);
    CardEntry unlinked =
        new CardEntry(
            card.id(),
            card.entries() + 1,
            row(card, type, move, after, note, moment),
            note.holdId(),
            null);
    Chain link = unlinked.linkedTo(requireNonNullElse(card.chain(), Chain.START));
    return new CardDecision.Changed(
        card.after(after, link, isUse(type), moment.now()), unlinked.chained(link), hold);
  }

  private static GiftCardTransaction row(
      CardState card,
      GiftCardTransaction.Type type,
      Move move,
      Purse after,
      Footnote note,
      Moment moment) {
    return new GiftCardTransaction(
        moment.ids().get(),
        type,
        card.money(move.amount()),
        card.money(move.heldAmount()),
        card.balance(),
        card.money(after.balance()),
        card.balance().currency(),
        note.remark().orderId(),
        note.remark().terminal(),
        note.remark().note(),
        note.reason(),
        moment.idempotencyKey(),
        note.reversesId(),
        requireNonNullElse(note.occurredAt(), moment.now()),
        moment.now());
  }

  /** Whether somebody paid with the card, or is about to. */
  private static boolean isUse(GiftCardTransaction.Type type) {
    return switch (type) {
      case REDEEM, HOLD, CAPTURE -> true;
      case ACTIVATE, LOAD, RELEASE, REVERSE, ADJUST, EXPIRE -> false;
    };
  }
}
