package io.poshub.engine.order;

import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;

/** What came of a command on an order. */
public sealed interface OrderOutcome {

  /** The order was taken in. */
  record Created(Order order) implements OrderOutcome {}

  /** The same shop's order had been taken in before. */
  record Existing(Order order) implements OrderOutcome {}

  /** The order moved on. */
  record Changed(Order order) implements OrderOutcome {}

  /** The shop takes no online orders at the moment. */
  record Paused() implements OrderOutcome {}

  /** There is no such order. */
  record Unknown() implements OrderOutcome {}

  /** That status cannot follow this one. */
  record InvalidTransition(OrderStatus from, OrderStatus to) implements OrderOutcome {}

  /** Somebody else changed the order first. */
  record VersionConflict(int currentVersion) implements OrderOutcome {}
}
