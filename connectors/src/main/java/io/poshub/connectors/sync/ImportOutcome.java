package io.poshub.connectors.sync;

import org.jspecify.annotations.Nullable;

/**
 * What came of an order from the shop.
 *
 * @param what in one word
 * @param shopStatus the shop's status as both sides know it now
 */
record ImportOutcome(What what, @Nullable String shopStatus) {

  /** In one word. */
  enum What {
    KNOWN,
    ASKED,
    REMEMBERED,
    TAKEN,
    CHANGED,
    UNCHANGED,
    UNMAPPABLE
  }
}
