package io.poshub.engine.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rules say to a terminal's wish. */
public sealed interface HandlingDecision {

  /**
   * It is so from now on.
   *
   * @param action what to write into the history; null for nothing
   * @param told whether clients can see the difference
   */
  record Done(Handling after, @Nullable HistoryAction action, boolean told)
      implements HandlingDecision {}

  /** It was so before: the answer is yes, and nothing happens. */
  record Repeated() implements HandlingDecision {}

  /**
   * Another terminal prints it, or somebody has.
   *
   * @param expiresAt when it can be claimed again; null if it is printed
   */
  record AlreadyClaimed(String by, @Nullable Instant expiresAt) implements HandlingDecision {}

  /** Nobody waits for its receipt: a walk-in order, or one that is over. */
  record NotClaimable() implements HandlingDecision {}

  /** The claim with that fence is over, or was never that terminal's. */
  record StaleFence() implements HandlingDecision {}
}
