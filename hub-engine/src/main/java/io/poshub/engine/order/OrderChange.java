package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/** A wish to move an order on. With {@code version}, only if nobody else changed it meanwhile. */
public record OrderChange(
    OrderStatus status,
    @Nullable Integer version,
    @Nullable String terminal,
    @Nullable Integer prepMinutes,
    @Nullable String reason,
    @Nullable String note) {
  public OrderChange {
    requireNonNull(status, "status is null");
  }
}
