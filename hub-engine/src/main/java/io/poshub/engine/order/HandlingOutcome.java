package io.poshub.engine.order;

import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderClaim;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of a terminal's wish to handle an order. */
public sealed interface HandlingOutcome {

  /**
   * It is done, or was before.
   *
   * @param claim what was asked for, if it was a claim
   */
  record Handled(Order order, @Nullable OrderClaim claim) implements HandlingOutcome {}

  /** There is no such order. */
  record Unknown() implements HandlingOutcome {}

  /**
   * Another terminal prints it, or somebody has.
   *
   * @param expiresAt when it can be claimed again; null if it is printed
   */
  record AlreadyClaimed(String by, @Nullable Instant expiresAt) implements HandlingOutcome {}

  /** A walk-in order, or one that is over. */
  record NotClaimable() implements HandlingOutcome {}

  /** The claim with that fence is over, or was never that terminal's. */
  record StaleFence() implements HandlingOutcome {}
}
