package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardChange;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One card while a command decides about it: what time has done to it is written first, then what
 * the command decides, each with its event and its timers. Lane thread.
 */
final class CardWork {
  /** Its ref is the card's id and the hold's, with a slash between. */
  static final TimerKind LAPSE_HOLD = new TimerKind("lapse_card_hold");

  /** Its ref is the card's id. */
  static final TimerKind EXPIRE_CARD = new TimerKind("expire_card");

  private final CardSet cards;
  private final Batch batch;
  private final Moment moment;
  private CardState card;

  private CardWork(CardSet cards, Batch batch, CardState card) {
    this.cards = cards;
    this.batch = batch;
    this.moment = Moment.of(batch);
    this.card = card;
  }

  /** What a caller is told of a decision; the card is as it is after everything. */
  @FunctionalInterface
  interface Answer {
    CardOutcome of(CardDecision.Changed decision, GiftCard card);
  }

  static String holdRef(CardHold hold) {
    return hold.cardId() + "/" + hold.id();
  }

  /** Works on a card for somebody who need not show a PIN. */
  static CardOutcome on(
      Batch batch, CardRef ref, Function<CardWork, CardDecision> rule, Answer answer) {
    Optional<CardState> card = batch.rows(CardSet.KIND).find(ref, batch);
    return card.isPresent()
        ? new CardWork(batch.rows(CardSet.KIND), batch, card.get()).run(rule, answer)
        : new CardOutcome.Refused(new CardRefusal.Unknown());
  }

  /** Works on a card for somebody who must show its PIN, if it has one and was named by code. */
  static CardOutcome on(
      Batch batch, CardAccess access, Function<CardWork, CardDecision> rule, Answer answer) {
    Optional<CardState> card = batch.rows(CardSet.KIND).find(access.card(), batch);
    CardRefusal refused =
        card.isEmpty() ? null : access.refusal(card.get(), batch.tenant().cardKey());
    return refused == null
        ? on(batch, access.card(), rule, answer)
        : new CardOutcome.Refused(refused);
  }

  CardState card() {
    return card;
  }

  Moment moment() {
    return moment;
  }

  Optional<CardHold> hold(String id) {
    return cards.hold(id).filter(hold -> hold.cardId().equals(card.id()));
  }

  Optional<PastEntry> past(String entryId) {
    return cards.past(entryId).filter(past -> past.entry().cardId().equals(card.id()));
  }

  private CardOutcome run(Function<CardWork, CardDecision> rule, Answer answer) {
    settle();
    return switch (rule.apply(this)) {
      case CardDecision.Refused(CardRefusal refusal) -> new CardOutcome.Refused(refusal);
      case CardDecision.Restated(CardState after) -> {
        restate(after);
        settle();
        yield new CardOutcome.Restated(wire());
      }
      case CardDecision.Changed changed -> {
        apply(changed);
        settle();
        yield answer.of(changed, wire());
      }
    };
  }

  /** Time may have passed before the command, and what it freed may expire after it. */
  private void settle() {
    for (CardDecision step :
        CardStatusRules.settle(card, cards.holdsOf(card.id()), moment.ofTheHub())) {
      switch (step) {
        case CardDecision.Changed changed -> apply(changed);
        case CardDecision.Restated(CardState after) -> restate(after);
        case CardDecision.Refused _ -> throw new IllegalStateException("time asks nobody");
      }
    }
  }

  private void apply(CardDecision.Changed changed) {
    cards.apply(changed);
    card = changed.card();
    CardHold hold = changed.hold();
    if (hold != null) {
      setTimer(hold);
    }
    tell(changed.entry());
  }

  private void setTimer(CardHold hold) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    if (hold.isOpen()) {
      timers.set(LAPSE_HOLD, holdRef(hold), hold.hold().expiresAt());
    } else {
      timers.drop(LAPSE_HOLD, holdRef(hold));
    }
  }

  private void restate(CardState after) {
    if (after.status() != card.status()) {
      cards.restate(after);
      card = after;
      tell(null);
    }
  }

  private void tell(@Nullable CardEntry entry) {
    batch.emit(
        EventType.GIFT_CARD_UPDATED,
        new GiftCardChange(wire(), entry == null ? null : entry.row()));
  }

  private GiftCard wire() {
    return requireNonNull(card).wire(moment.today());
  }
}
