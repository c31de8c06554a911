package io.poshub.engine.giftcard;

import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardHold;
import io.poshub.protocol.giftcard.GiftCardTransaction;

/** What came of a command on a card. */
public sealed interface CardOutcome {

  /** Money was taken; {@code remainingDue} is what the card could not cover. */
  record Redeemed(GiftCard card, GiftCardTransaction transaction, Money remainingDue)
      implements CardOutcome {}

  /** A card was sold; its code is shown this once. */
  record Issued(GiftCard card, GiftCardTransaction transaction, CardCode code)
      implements CardOutcome {}

  /** There is a card with the given code already. */
  record Exists() implements CardOutcome {}

  /** Money was put on, taken off or brought back. */
  record Moved(GiftCard card, GiftCardTransaction transaction) implements CardOutcome {}

  /** Money was reserved. */
  record Held(GiftCard card, GiftCardHold hold) implements CardOutcome {}

  /** A reservation was captured or released. */
  record HoldEnded(GiftCard card, GiftCardTransaction transaction, GiftCardHold hold)
      implements CardOutcome {}

  /** The card is blocked, free or switched off, as was asked. */
  record Restated(GiftCard card) implements CardOutcome {}

  /** Nothing happened. */
  record Refused(CardRefusal refusal) implements CardOutcome {}
}
