package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Chain;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A ledger row and the account right after it, which tells the row's place and its chain.
 *
 * @param holdId the hold it opened or ended
 */
record AccountEntry(AccountState after, LoyaltyTransaction row, @Nullable String holdId) {
  AccountEntry {
    requireNonNull(after, "after is null");
    requireNonNull(row, "row is null");
    if (after.purse().balance() != row.balanceAfter()) {
      throw new IllegalArgumentException("account and row disagree");
    }
  }

  /** The chain that a row must have after the one before. */
  static Chain link(
      Chain before, String accountId, long entry, LoyaltyTransaction row, @Nullable String holdId) {
    return before
        .row()
        .text(accountId)
        .number(entry)
        .text(row.id())
        .text(row.type().name())
        .number(row.points())
        .number(row.heldPoints())
        .number(row.balanceBefore())
        .number(row.balanceAfter())
        .text(row.amount() == null ? null : row.amount().toString())
        .text(row.orderId())
        .text(row.terminal())
        .text(row.note())
        .text(row.reason())
        .text(row.idempotencyKey())
        .text(row.reversesId())
        .text(row.otherAccountId())
        .text(holdId)
        .time(row.occurredAt())
        .time(row.recordedAt())
        .link();
  }
}
