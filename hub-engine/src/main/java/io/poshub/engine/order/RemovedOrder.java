package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.order.OrderStatus;

/** An order that waits no longer, since the event {@code seq}. */
public record RemovedOrder(String id, OrderStatus status, long seq) {
  public RemovedOrder {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
  }
}
