package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What a rule says. */
sealed interface LoyaltyDecision {

  /**
   * It happens.
   *
   * @param hold as it is after that, where one was opened or ended
   */
  record Posted(AccountEntry entry, @Nullable PointsHold hold) implements LoyaltyDecision {
    public Posted {
      requireNonNull(entry, "entry is null");
    }
  }

  /** Nothing happens. */
  record Refused(LoyaltyRefusal refusal) implements LoyaltyDecision {
    public Refused {
      requireNonNull(refusal, "refusal is null");
    }
  }
}
