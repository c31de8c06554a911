package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.OrderDetails;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order about to be taken in; what is null gets its default. */
public record NewOrder(
    OrderSource source,
    @Nullable String externalId,
    @Nullable String displayNumber,
    @Nullable OrderStatus status,
    Fulfillment fulfillment,
    OrderDetails details,
    @Nullable String note,
    @Nullable Instant placedAt) {
  public NewOrder {
    requireNonNull(source, "source is null");
    requireNonNull(fulfillment, "fulfillment is null");
    requireNonNull(details, "details is null");
    boolean waits = status == OrderStatus.PENDING || status == OrderStatus.SCHEDULED;
    if (!source.isOnline() && waits) {
      throw new IllegalArgumentException("a walk-in order does not wait");
    }
  }
}
