package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.order.OrderStatus;

/** Moves an order on. */
public record ChangeOrder(String orderId, OrderChange wish) implements Command<OrderOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(orderId);
    OrderMoves.claim(wish.status(), batch);
  }

  @Override
  public OrderOutcome decide(Batch batch) {
    return batch
        .rows(OrderSet.KIND)
        .find(orderId)
        .map(state -> change(state, batch))
        .orElseGet(OrderOutcome.Unknown::new);
  }

  private OrderOutcome change(OrderState before, Batch batch) {
    return switch (OrderRules.change(before, wish, batch.now())) {
      case OrderDecision.Refused(OrderOutcome outcome) -> outcome;
      case OrderDecision.Changed(OrderState moved) -> {
        if (before.status() == OrderStatus.SCHEDULED) {
          batch.rows(TimerSet.KIND).drop(ReleaseOrder.TIMER, orderId);
        }
        OrderState after = OrderMoves.follow(before, moved, wish.terminal(), wish.reason(), batch);
        yield new OrderOutcome.Changed(after.order());
      }
    };
  }
}
