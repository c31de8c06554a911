package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

/** Whether two accounts become one. */
sealed interface MergeDecision {

  /** They do: the last row of the one, and the next of the other. */
  record Merged(AccountEntry source, AccountEntry target) implements MergeDecision {
    public Merged {
      requireNonNull(source, "source is null");
      requireNonNull(target, "target is null");
    }
  }

  /** They stay two. */
  record Refused(LoyaltyRefusal refusal) implements MergeDecision {
    public Refused {
      requireNonNull(refusal, "refusal is null");
    }
  }
}
