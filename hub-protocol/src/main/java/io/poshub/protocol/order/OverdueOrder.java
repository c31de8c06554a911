package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

/**
 * An order that still waits.
 *
 * @param level which step of the tenant's escalation this is, from 1
 */
public record OverdueOrder(Order order, int level) {
  public OverdueOrder {
    requireNonNull(order, "order is null");
    if (level < 1) {
      throw new IllegalArgumentException("level must be positive: " + level);
    }
  }
}
