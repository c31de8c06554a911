package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;

/** Moves an order on. */
public record ChangeOrder(String orderId, OrderChange wish) implements Command<OrderOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(orderId);
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
      case OrderDecision.Changed(OrderState after) -> {
        batch.rows(OrderSet.KIND).change(after);
        if (before.status() == OrderStatus.SCHEDULED) {
          batch.rows(TimerSet.KIND).drop(ReleaseOrder.TIMER, orderId);
        }
        announce(before, after, batch);
        MirroredOrders.tellShop(after.order(), batch);
        yield new OrderOutcome.Changed(after.order());
      }
    };
  }

  /** An order that was scheduled is new to the tills; a walk-in order is none of their business. */
  private static void announce(OrderState before, OrderState after, Batch batch) {
    if (!after.order().source().isOnline()) {
      return;
    }
    boolean becameNew =
        before.status() == OrderStatus.SCHEDULED && after.status() == OrderStatus.PENDING;
    batch.emit(becameNew ? EventType.NEW_ORDER : EventType.ORDER_UPDATED, after.order());
  }
}
