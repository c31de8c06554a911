package io.poshub.engine.giftcard;

import io.poshub.protocol.Money;

/** Why a card did not do what was asked. */
public sealed interface CardRefusal {

  /** There is no card by that id or code. */
  record Unknown() implements CardRefusal {}

  /** The card has a PIN and none was given. */
  record PinRequired() implements CardRefusal {}

  /** The PIN is not the card's. */
  record PinFailed() implements CardRefusal {}

  /** Blocked for now. */
  record Blocked() implements CardRefusal {}

  /** Past its last day. */
  record Expired() implements CardRefusal {}

  /** Deactivated for good. */
  record Inactive() implements CardRefusal {}

  /** Less on it than asked for. */
  record Insufficient(Money available) implements CardRefusal {}

  /** More on it than an amount can say. */
  record OverLimit(Money limit) implements CardRefusal {}

  /** The card has no such hold. */
  record HoldUnknown() implements CardRefusal {}

  /** The hold was captured or released before. */
  record HoldResolved() implements CardRefusal {}

  /** The hold's time was over. */
  record HoldExpired() implements CardRefusal {}

  /** The hold reserves less. */
  record ExceedsHold(Money held) implements CardRefusal {}

  /** The card's ledger has no such row. */
  record EntryUnknown() implements CardRefusal {}

  /** The row was undone before. */
  record AlreadyReversed() implements CardRefusal {}

  /** Rows of that kind are not undone. */
  record NotReversible() implements CardRefusal {}

  /** The row moved less. */
  record ExceedsOriginal(Money original) implements CardRefusal {}
}
