package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.ledger.LedgerOutcome;
import io.poshub.engine.ledger.LedgerRules;
import io.poshub.engine.ledger.Move;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard.Status;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import org.jspecify.annotations.Nullable;

/**
 * How money may move on a card: pure functions from a card and a wish to a decision. The card is
 * settled already, see {@link CardStatusRules#settle}. Any thread.
 *
 * <pre>
 *                            active   blocked   expired   inactive
 *   pay, hold, load            yes        -         -         -
 *   capture                    yes        -        yes        -      what was held in time is paid
 *   release                    yes       yes       yes       yes
 *   reverse                    yes       yes       yes        -      what comes back may expire at once
 *   adjust                     yes       yes        -         -
 * </pre>
 */
final class CardRules {
  private CardRules() {}

  /** A new card with its first ledger row. */
  static CardDecision.Changed activate(
      String cardId, CodeHash codeHash, NewCard wish, Moment moment) {
    Money none = Money.zero(wish.amount().currency());
    CardState blank =
        new CardState(
            cardId,
            codeHash,
            wish.code().last4(),
            wish.pin(),
            Status.ACTIVE,
            none,
            none,
            wish.amount(),
            0,
            null,
            wish.expiresOn(),
            wish.issue(),
            moment.now(),
            moment.now(),
            null);
    Remark remark = new Remark(wish.issue().orderId(), null, null);
    return CardPosting.post(
        blank,
        GiftCardTransaction.Type.ACTIVATE,
        new Move(wish.amount().minor(), 0),
        Footnote.of(remark),
        null,
        moment);
  }

  /** Takes the amount, or with {@code allowPartial} what is there; never more than is available. */
  static CardDecision redeem(CardState card, Redemption wish, Moment moment) {
    CardRefusal closed = CardStatusRules.closed(card, moment);
    if (closed != null) {
      return new CardDecision.Refused(closed);
    }
    Remark remark = new Remark(wish.orderId(), wish.terminal(), wish.note());
    LedgerOutcome outcome =
        LedgerRules.debit(card.purse(), wish.amount().minor(), wish.allowPartial());
    return posted(
        card,
        GiftCardTransaction.Type.REDEEM,
        outcome,
        Footnote.of(remark).at(wish.occurredAt()),
        moment);
  }

  static CardDecision load(CardState card, Money amount, Remark remark, Moment moment) {
    CardRefusal closed = CardStatusRules.closed(card, moment);
    if (closed != null) {
      return new CardDecision.Refused(closed);
    }
    LedgerOutcome outcome = LedgerRules.credit(card.purse(), amount.minor(), limit(card));
    return posted(card, GiftCardTransaction.Type.LOAD, outcome, Footnote.of(remark), moment);
  }

  /** Corrects a balance up or down; what is held cannot be taken. */
  static CardDecision adjust(
      CardState card, Money amount, String reason, Remark remark, Moment moment) {
    CardRefusal closed = CardStatusRules.closed(card, moment);
    if (closed != null && !(closed instanceof CardRefusal.Blocked)) {
      return new CardDecision.Refused(closed);
    }
    LedgerOutcome outcome =
        amount.isNegative()
            ? LedgerRules.debit(card.purse(), amount.negated().minor(), false)
            : LedgerRules.credit(card.purse(), amount.minor(), limit(card));
    return posted(
        card, GiftCardTransaction.Type.ADJUST, outcome, Footnote.because(reason, remark), moment);
  }

  static CardDecision hold(CardState card, HoldWish wish, Moment moment) {
    CardRefusal closed = CardStatusRules.closed(card, moment);
    if (closed != null) {
      return new CardDecision.Refused(closed);
    }
    String holdId = moment.ids().get();
    return switch (LedgerRules.hold(
        card.purse(),
        holdId,
        wish.amount().minor(),
        wish.allowPartial(),
        moment.now().plus(wish.lifetime()))) {
      case LedgerOutcome.HoldMoved(var move, var _, var hold) ->
          CardPosting.post(
              card,
              GiftCardTransaction.Type.HOLD,
              move,
              Footnote.of(wish.remark()).onHold(holdId),
              new CardHold(card.id(), hold, wish.remark().orderId(), moment.now()),
              moment);
      case LedgerOutcome refused -> refused(card, refused);
    };
  }

  /** Takes a hold's amount or a part of it; the rest is available again. */
  static CardDecision capture(
      CardState card, CardHold hold, @Nullable Money amount, Remark remark, Moment moment) {
    LedgerOutcome outcome =
        LedgerRules.capture(
            card.purse(), hold.hold(), amount == null ? null : amount.minor(), moment.now());
    CardRefusal closed = CardStatusRules.closed(card, moment);
    boolean isOpen = outcome instanceof LedgerOutcome.HoldMoved;
    if (isOpen && closed != null && !(closed instanceof CardRefusal.Expired)) {
      return new CardDecision.Refused(closed);
    }
    return ended(card, GiftCardTransaction.Type.CAPTURE, hold, outcome, remark, moment);
  }

  static CardDecision release(CardState card, CardHold hold, Remark remark, Moment moment) {
    LedgerOutcome outcome = LedgerRules.release(card.purse(), hold.hold(), moment.now());
    return ended(card, GiftCardTransaction.Type.RELEASE, hold, outcome, remark, moment);
  }

  /** Undoes a redemption, a capture or a load, once, in whole or in part. */
  static CardDecision reverse(
      CardState card,
      PastEntry past,
      @Nullable Money amount,
      String reason,
      Remark remark,
      Moment moment) {
    if (card.status() == Status.INACTIVE) {
      return new CardDecision.Refused(new CardRefusal.Inactive());
    }
    LedgerOutcome outcome =
        LedgerRules.reverse(
            card.purse(), past.past(), amount == null ? null : amount.minor(), limit(card));
    Footnote note = Footnote.because(reason, orderOf(past, remark));
    return posted(
        card,
        GiftCardTransaction.Type.REVERSE,
        outcome,
        note.reversing(past.entry().row().id()),
        moment);
  }

  private static CardDecision posted(
      CardState card,
      GiftCardTransaction.Type type,
      LedgerOutcome outcome,
      Footnote note,
      Moment moment) {
    return outcome instanceof LedgerOutcome.Moved moved
        ? CardPosting.post(card, type, moved.move(), note, null, moment)
        : refused(card, outcome);
  }

  private static CardDecision ended(
      CardState card,
      GiftCardTransaction.Type type,
      CardHold hold,
      LedgerOutcome outcome,
      Remark remark,
      Moment moment) {
    return outcome instanceof LedgerOutcome.HoldMoved moved
        ? CardPosting.post(
            card,
            type,
            moved.move(),
            Footnote.of(orderOf(hold, remark)).onHold(hold.id()),
            hold.with(moved.hold()),
            moment)
        : refused(card, outcome);
  }

  private static CardDecision.Refused refused(CardState card, LedgerOutcome outcome) {
    return new CardDecision.Refused(
        switch (outcome) {
          case LedgerOutcome.Insufficient(long available) ->
              new CardRefusal.Insufficient(card.money(available));
          case LedgerOutcome.OverLimit(long limit) -> new CardRefusal.OverLimit(card.money(limit));
          case LedgerOutcome.HoldResolved _ -> new CardRefusal.HoldResolved();
          case LedgerOutcome.HoldExpired _ -> new CardRefusal.HoldExpired();
          case LedgerOutcome.ExceedsHold(long held) ->
              new CardRefusal.ExceedsHold(card.money(held));
          case LedgerOutcome.ExceedsOriginal(long original) ->
              new CardRefusal.ExceedsOriginal(card.money(original));
          case LedgerOutcome.AlreadyReversed _ -> new CardRefusal.AlreadyReversed();
          case LedgerOutcome.NotReversible _ -> new CardRefusal.NotReversible();
          case LedgerOutcome.Moved _, LedgerOutcome.HoldMoved _ ->
              throw new IllegalStateException("that was not refused");
        });
  }

  private static long limit(CardState card) {
    return Money.largest(card.balance().currency()).minor();
  }

  /** A row that ends a hold belongs to the hold's order, unless the caller says otherwise. */
  private static Remark orderOf(CardHold hold, Remark remark) {
    return remark.orderId() == null ? remark.forOrder(hold.orderId()) : remark;
  }

  private static Remark orderOf(PastEntry past, Remark remark) {
    return remark.orderId() == null ? remark.forOrder(past.entry().row().orderId()) : remark;
  }
}
