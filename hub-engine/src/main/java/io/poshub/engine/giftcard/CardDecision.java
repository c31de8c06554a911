package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What a rule says: the card afterwards with its ledger row, or why not. */
public sealed interface CardDecision {

  /** The card changes, by one ledger row and perhaps a hold. */
  record Changed(CardState card, CardEntry entry, @Nullable CardHold hold) implements CardDecision {
    public Changed {
      requireNonNull(card, "card is null");
      requireNonNull(entry, "entry is null");
    }
  }

  /** Only the card's status changes, if at all; no money moves. */
  record Restated(CardState card) implements CardDecision {}

  /** The card stays as it is. */
  record Refused(CardRefusal refusal) implements CardDecision {}
}
