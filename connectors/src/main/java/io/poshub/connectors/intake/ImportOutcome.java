package io.poshub.connectors.intake;

import org.jspecify.annotations.Nullable;

/**
 * What came of an order from the shop.
 *
 * @param what in one word
 * @param shopStatus the shop's status as both sides know it now
 */
public record ImportOutcome(What what, @Nullable String shopStatus) {

  /** In one word. */
  public enum What {
    KNOWN,
    ASKED,
    REMEMBERED,
    TAKEN,
    CHANGED,
    UNCHANGED,
    UNMAPPABLE
  }
}
