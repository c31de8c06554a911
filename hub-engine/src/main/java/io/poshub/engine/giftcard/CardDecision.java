package io.poshub.engine.giftcard;

/** What a rule says: the card afterwards with its ledger row, or why not. */
public sealed interface CardDecision {

  /** The card changes, by one ledger row. */
  record Changed(CardState card, CardEntry entry) implements CardDecision {}

  /** The card stays as it is. */
  record Refused(CardRefusal refusal) implements CardDecision {}
}
