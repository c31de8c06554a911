package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.settings.OverdueAction;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.order.RejectionReason;
import java.util.Optional;

/**
 * Accepts or rejects an order that nobody did in time, as the tenant wished when it came in; says
 * whether it did. An order that waits no longer is left alone.
 */
record DecideOrder(EscalationTimer.Deadline deadline) implements Command<Boolean> {
  DecideOrder {
    requireNonNull(deadline, "deadline is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(deadline.orderId());
  }

  @Override
  public Boolean decide(Batch batch) {
    batch.rows(TimerSet.KIND).drop(deadline.kind(), deadline.ref());
    Optional<OrderState> waiting =
        batch
            .rows(OrderSet.KIND)
            .find(deadline.orderId())
            .filter(state -> state.status() == OrderStatus.PENDING);
    return waiting.isPresent() && move(waiting.get(), batch);
  }

  private boolean move(OrderState before, Batch batch) {
    OrderChange wish = wish(deadline.action());
    return switch (OrderRules.change(before, wish, batch.now())) {
      case OrderDecision.Refused _ -> false;
      case OrderDecision.Changed(OrderState moved) -> {
        OrderMoves.follow(before, moved, null, wish.reason(), batch);
        yield true;
      }
    };
  }

  private static OrderChange wish(OverdueAction action) {
    return switch (action) {
      case ACCEPT -> new OrderChange(OrderStatus.ACCEPTED, null, null, null, null, null);
      case REJECT ->
          new OrderChange(
              OrderStatus.REJECTED, null, null, null, RejectionReason.OTHER.wire(), null);
      case KEEP -> throw new IllegalStateException("an order that is kept has no deadline");
    };
  }
}
