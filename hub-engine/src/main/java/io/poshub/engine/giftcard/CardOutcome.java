package io.poshub.engine.giftcard;

import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
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

  /** Nothing happened. */
  record Refused(CardRefusal refusal) implements CardOutcome {}
}
