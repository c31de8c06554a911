package io.poshub.engine.giftcard;

import io.poshub.protocol.giftcard.GiftCard;

/** What somebody who names a card is shown of it. */
public sealed interface CardView {

  /** The card. */
  record Shown(GiftCard card) implements CardView {}

  /** Nothing, and why. */
  record Hidden(CardRefusal refusal) implements CardView {}
}
