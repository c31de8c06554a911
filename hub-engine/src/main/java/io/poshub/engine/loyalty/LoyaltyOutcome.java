package io.poshub.engine.loyalty;

import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyHold;

/** What came of a command on an account. */
public sealed interface LoyaltyOutcome {

  /** Points moved. */
  record Moved(LoyaltyChange change) implements LoyaltyOutcome {}

  /**
   * The same order had earned the same points for the same account before: this is what was
   * answered then.
   */
  record Repeated(LoyaltyChange first) implements LoyaltyOutcome {}

  /** Points were reserved. */
  record Held(LoyaltyHold hold, LoyaltyAccount account) implements LoyaltyOutcome {}

  /** A reservation was captured or released. */
  record HoldEnded(LoyaltyHold hold, LoyaltyChange change) implements LoyaltyOutcome {}

  /** One account took over another's points; {@code source} is what is left of that. */
  record Merged(LoyaltyChange change, LoyaltyAccount source) implements LoyaltyOutcome {}

  /** Nothing happened. */
  record Refused(LoyaltyRefusal refusal) implements LoyaltyOutcome {}
}
