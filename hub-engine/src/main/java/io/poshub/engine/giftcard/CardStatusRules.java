package io.poshub.engine.giftcard;

import io.poshub.engine.ledger.LedgerOutcome;
import io.poshub.engine.ledger.LedgerRules;
import io.poshub.engine.ledger.Move;
import io.poshub.protocol.giftcard.GiftCard.Status;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether money may move on a card at all, and what time alone does to it. Pure; any thread. */
final class CardStatusRules {
  /** The reason of a row that no caller asked for. */
  static final String LAPSED = "lapsed";

  private CardStatusRules() {}

  /** Why money may not move today, or null if it may. */
  static @Nullable CardRefusal closed(CardState card, Moment moment) {
    return switch (card.statusOn(moment.today())) {
      case ACTIVE -> null;
      case BLOCKED -> new CardRefusal.Blocked();
      case EXPIRED -> new CardRefusal.Expired();
      case INACTIVE -> new CardRefusal.Inactive();
    };
  }

  /**
   * What the time that has passed does to a card, in order: holds that nobody resolved in time are
   * given back, and after the card's last day what is available expires.
   *
   * @param holds the card's, whatever their status
   */
  static List<CardDecision> settle(CardState card, Collection<CardHold> holds, Moment moment) {
    List<CardDecision> steps = new ArrayList<>();
    CardState current = card;
    List<CardHold> lapsed =
        holds.stream()
            .filter(hold -> hold.hold().hasLapsed(moment.now()))
            .sorted(
                Comparator.comparing((CardHold hold) -> hold.hold().expiresAt())
                    .thenComparing(CardHold::id))
            .toList();
    for (CardHold hold : lapsed) {
      CardDecision.Changed step = lapse(current, hold, moment);
      steps.add(step);
      current = step.card();
    }
    if (current.ranOutBy(moment.today()) && current.status() != Status.INACTIVE) {
      expire(current, moment, steps);
    }
    return steps;
  }

  static CardDecision block(CardState card, Moment moment) {
    return switch (card.status()) {
      case ACTIVE, EXPIRED -> new CardDecision.Restated(card.with(Status.BLOCKED, moment.now()));
      case BLOCKED -> new CardDecision.Restated(card);
      case INACTIVE -> new CardDecision.Refused(new CardRefusal.Inactive());
    };
  }

  static CardDecision unblock(CardState card, Moment moment) {
    return switch (card.status()) {
      case BLOCKED -> {
        Status free = card.ranOutBy(moment.today()) ? Status.EXPIRED : Status.ACTIVE;
        yield new CardDecision.Restated(card.with(free, moment.now()));
      }
      case ACTIVE, EXPIRED -> new CardDecision.Restated(card);
      case INACTIVE -> new CardDecision.Refused(new CardRefusal.Inactive());
    };
  }

  /** For good: the balance stays as it is, and only open holds still come back. */
  static CardDecision deactivate(CardState card, Moment moment) {
    return new CardDecision.Restated(
        card.status() == Status.INACTIVE ? card : card.with(Status.INACTIVE, moment.now()));
  }

  private static CardDecision.Changed lapse(CardState card, CardHold hold, Moment moment) {
    LedgerOutcome.HoldMoved outcome = LedgerRules.lapse(card.purse(), hold.hold(), moment.now());
    Remark remark = Remark.NONE.forOrder(hold.orderId());
    Footnote note = Footnote.because(LAPSED, remark).onHold(hold.id()).at(hold.hold().expiresAt());
    return CardPosting.post(
        card,
        GiftCardTransaction.Type.RELEASE,
        outcome.move(),
        note,
        hold.with(outcome.hold()),
        moment);
  }

  private static void expire(CardState card, Moment moment, List<CardDecision> steps) {
    CardState stated =
        card.status() == Status.ACTIVE ? card.with(Status.EXPIRED, moment.now()) : card;
    long available = card.purse().available();
    if (available > 0) {
      steps.add(
          CardPosting.post(
              stated,
              GiftCardTransaction.Type.EXPIRE,
              new Move(-available, 0),
              Footnote.of(Remark.NONE),
              null,
              moment));
    } else if (stated.status() != card.status()) {
      steps.add(new CardDecision.Restated(stated));
    }
  }
}
