package io.poshub.engine.ledger;

import static java.util.Objects.requireNonNull;

/** Whether something may happen to a purse. */
public sealed interface LedgerOutcome {

  /** It may: this is the ledger row's content, and the purse after it. */
  record Moved(Move move, Purse after) implements LedgerOutcome {
    public Moved {
      requireNonNull(move, "move is null");
      requireNonNull(after, "after is null");
    }
  }

  /** It may, and the hold changes with it. */
  record HoldMoved(Move move, Purse after, Hold hold) implements LedgerOutcome {
    public HoldMoved {
      requireNonNull(move, "move is null");
      requireNonNull(after, "after is null");
      requireNonNull(hold, "hold is null");
    }
  }

  /** There is less than that. */
  record Insufficient(long available) implements LedgerOutcome {}

  /** More would be in the purse than it may have. */
  record OverLimit(long limit) implements LedgerOutcome {}

  /** The hold was captured or released before. */
  record HoldResolved() implements LedgerOutcome {}

  /** The hold's time was over. */
  record HoldExpired() implements LedgerOutcome {}

  /** The hold reserves less than that. */
  record ExceedsHold(long held) implements LedgerOutcome {}

  /** The row moved less than that. */
  record ExceedsOriginal(long original) implements LedgerOutcome {}

  /** The row was undone before, in whole or in part. */
  record AlreadyReversed() implements LedgerOutcome {}

  /** Rows of that kind are not undone. */
  record NotReversible() implements LedgerOutcome {}
}
