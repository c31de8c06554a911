package io.poshub.engine.order;

/** What the rules say to a change. */
sealed interface OrderDecision {

  /** The order as it is from now on. */
  record Changed(OrderState state) implements OrderDecision {}

  /** The order stays as it is. */
  record Refused(OrderOutcome outcome) implements OrderDecision {}
}
