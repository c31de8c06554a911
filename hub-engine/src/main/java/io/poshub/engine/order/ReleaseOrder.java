package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.order.OrderStatus;

/**
 * Makes a scheduled order pending and drops its timer; leaves alone an order that somebody else
 * moved on.
 */
record ReleaseOrder(String orderId) implements Command<Boolean> {
  /** Its ref is the order's id. */
  static final TimerKind TIMER = new TimerKind("release_order");

  private static final OrderChange PENDING =
      new OrderChange(OrderStatus.PENDING, null, null, null, null, null);

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(orderId);
    OrderMoves.claim(OrderStatus.PENDING, batch);
  }

  @Override
  public Boolean decide(Batch batch) {
    OrderSet orders = batch.rows(OrderSet.KIND);
    batch.rows(TimerSet.KIND).drop(TIMER, orderId);
    return orders
        .find(orderId)
        .filter(state -> state.status() == OrderStatus.SCHEDULED)
        .map(state -> release(state, batch))
        .orElse(false);
  }

  private static boolean release(OrderState before, Batch batch) {
    return switch (OrderRules.change(before, PENDING, batch.now())) {
      case OrderDecision.Refused _ -> false;
      case OrderDecision.Changed(OrderState moved) -> {
        OrderMoves.follow(before, moved, null, null, batch);
        yield true;
      }
    };
  }
}
