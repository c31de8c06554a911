package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.loyalty.LoyaltyTransaction;
import org.jspecify.annotations.Nullable;

/** A ledger row, its place and the account right after it. */
public record AccountEntry(AccountState after, LoyaltyTransaction row) {
  public AccountEntry {
    requireNonNull(after, "after is null");
    requireNonNull(row, "row is null");
    if (after.points() != row.balanceAfter()) {
      throw new IllegalArgumentException("account and row disagree");
    }
  }

  /** The same, with the key of the call in the ledger row. */
  AccountEntry under(@Nullable String idempotencyKey) {
    return new AccountEntry(after, row.withIdempotencyKey(idempotencyKey));
  }
}
