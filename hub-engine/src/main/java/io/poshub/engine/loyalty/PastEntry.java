package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Past;
import io.poshub.protocol.loyalty.LoyaltyTransaction;

/**
 * A ledger row that somebody wants undone.
 *
 * @param accountId whose ledger it is in, or the account that one was merged into
 */
record PastEntry(String accountId, LoyaltyTransaction row, boolean reversed) {
  PastEntry {
    requireNonNull(accountId, "accountId is null");
    requireNonNull(row, "row is null");
  }

  Past past() {
    return new Past(row.points(), isReversible(), reversed);
  }

  boolean isEarn() {
    return row.type() == LoyaltyTransaction.Type.EARN;
  }

  PastEntry nowReversed() {
    return new PastEntry(accountId, row, true);
  }

  private boolean isReversible() {
    return switch (row.type()) {
      case EARN, REDEEM, CAPTURE -> true;
      case HOLD, RELEASE, REVERSE, ADJUST, EXPIRE, MERGE -> false;
    };
  }
}
