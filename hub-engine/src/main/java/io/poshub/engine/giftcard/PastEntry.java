package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Past;
import io.poshub.protocol.giftcard.GiftCardTransaction;

/** A ledger row of a card that somebody wants undone. */
record PastEntry(CardEntry entry, boolean reversed) {
  PastEntry {
    requireNonNull(entry, "entry is null");
  }

  Past past() {
    return new Past(entry.row().amount().minor(), isReversible(entry.row().type()), reversed);
  }

  PastEntry nowReversed() {
    return new PastEntry(entry, true);
  }

  private static boolean isReversible(GiftCardTransaction.Type type) {
    return switch (type) {
      case REDEEM, CAPTURE, LOAD -> true;
      case ACTIVATE, HOLD, RELEASE, REVERSE, ADJUST, EXPIRE -> false;
    };
  }
}
