package io.poshub.engine.loyalty;

import io.poshub.protocol.loyalty.LoyaltyChange;

/** What came of a wish to move points. */
public sealed interface LoyaltyOutcome {

  /** Points moved. */
  record Moved(LoyaltyChange change) implements LoyaltyOutcome {}

  /**
   * The same order had earned the same points for the same account before: this is what was
   * answered then.
   */
  record Repeated(LoyaltyChange first) implements LoyaltyOutcome {}

  /** The order has earned already, other points or for another account. */
  record AlreadyEarned() implements LoyaltyOutcome {}

  /** No account has that phone. */
  record Unknown() implements LoyaltyOutcome {}

  /** The account has fewer points than asked for. */
  record Insufficient(long available) implements LoyaltyOutcome {}
}
