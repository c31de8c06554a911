package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.giftcard.CardPin.PinHash;
import io.poshub.engine.tenant.CardKey;
import org.jspecify.annotations.Nullable;

/**
 * A card and what somebody shows to use it. Whoever knows the id has it from the hub; a code may
 * have been read off a card that is not one's own, so there the PIN counts.
 */
public record CardAccess(CardRef card, @Nullable CardPin pin) {
  public CardAccess {
    requireNonNull(card, "card is null");
  }

  /** Why the card is not shown or used, or null if it may be. */
  @Nullable CardRefusal refusal(CardState state, CardKey key) {
    PinHash stored = state.pinHash();
    if (stored == null || card instanceof CardRef.ById) {
      return null;
    }
    if (pin == null) {
      return new CardRefusal.PinRequired();
    }
    return pin.matches(stored, key) ? null : new CardRefusal.PinFailed();
  }
}
