package io.poshub.connectors.woo;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.order.NewOrder;

/** A shop's order as the hub would have it, or why it cannot. */
public sealed interface Mapping {

  /** It adds up. */
  record Mapped(NewOrder order) implements Mapping {
    public Mapped {
      requireNonNull(order, "order is null");
    }
  }

  /** It cannot be an order of the hub's; the problem is one sentence for people. */
  record Unmappable(String problem) implements Mapping {
    public Unmappable {
      requireNonNull(problem, "problem is null");
    }
  }
}
