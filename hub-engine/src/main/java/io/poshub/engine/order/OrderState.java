package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.handling.Handling;
import io.poshub.protocol.Money;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order's row: what clients see, and what the hub itself sorts, sums and schedules by. */
public record OrderState(
    Order order, Money total, @Nullable Instant requestedAt, Handling handling) {
  public OrderState {
    requireNonNull(order, "order is null");
    requireNonNull(total, "total is null");
    requireNonNull(handling, "handling is null");
  }

  public OrderStatus status() {
    return order.status();
  }

  /** The same order, handled further; what clients see of that is as of {@code now}. */
  OrderState with(Handling after, Instant now) {
    return new OrderState(order.with(after.shown(now)), total, requestedAt, after);
  }
}
