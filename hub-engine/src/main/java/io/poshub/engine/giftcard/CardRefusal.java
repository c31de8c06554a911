package io.poshub.engine.giftcard;

import io.poshub.protocol.Money;

/** Why a card did not do what was asked. */
public sealed interface CardRefusal {

  /** There is no card by that id or code. */
  record Unknown() implements CardRefusal {}

  /** Blocked for now. */
  record Blocked() implements CardRefusal {}

  /** Past its last day. */
  record Expired() implements CardRefusal {}

  /** Deactivated for good. */
  record Inactive() implements CardRefusal {}

  /** Less on it than asked for. */
  record Insufficient(Money available) implements CardRefusal {}
}
