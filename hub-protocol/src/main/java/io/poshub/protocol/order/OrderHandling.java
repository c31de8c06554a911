package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What people and tills have done with an order; shown beside its other members.
 *
 * @param claim null while nobody has a claim
 */
public record OrderHandling(OrderAck ack, @Nullable OrderClaim claim, OrderPrint print) {
  public static final OrderHandling NONE =
      new OrderHandling(OrderAck.NOBODY, null, OrderPrint.of(PrintStatus.NONE, 0));

  public OrderHandling {
    requireNonNull(ack, "ack is null");
    requireNonNull(print, "print is null");
  }
}
