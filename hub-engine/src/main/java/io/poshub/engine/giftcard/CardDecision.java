package io.poshub.engine.giftcard;

import org.jspecify.annotations.Nullable;

/** What a rule says: the card afterwards with its ledger row, or why not. */
public sealed interface CardDecision {

  /** The same, with the key of the call in the ledger row. */
  CardDecision under(@Nullable String idempotencyKey);

  /** The card changes, by one ledger row. */
  record Changed(CardState card, CardEntry entry) implements CardDecision {
    @Override
    public Changed under(@Nullable String idempotencyKey) {
      return new Changed(card, entry.under(idempotencyKey));
    }
  }

  /** The card stays as it is. */
  record Refused(CardRefusal refusal) implements CardDecision {
    @Override
    public Refused under(@Nullable String idempotencyKey) {
      return this;
    }
  }
}
