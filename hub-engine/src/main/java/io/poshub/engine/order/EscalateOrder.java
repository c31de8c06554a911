package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerSet;
import io.poshub.engine.webhook.WebhookSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.order.OverdueOrder;

/**
 * Tells of an order that still waits, and drops its timer; says whether it did. The timer is locked
 * first: who finds it gone was overtaken.
 */
record EscalateOrder(EscalationTimer.Step step) implements Command<Boolean> {
  EscalateOrder {
    requireNonNull(step, "step is null");
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(OrderSet.KIND).claim(step.orderId());
    batch.rows(TimerSet.KIND).claim(step.kind(), step.ref());
    batch.rows(WebhookSet.KIND);
  }

  @Override
  public Boolean decide(Batch batch) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    boolean mine = timers.isSet(step.kind(), step.ref());
    timers.drop(step.kind(), step.ref());
    return mine
        && batch
            .rows(OrderSet.KIND)
            .find(step.orderId())
            .filter(state -> state.status() == OrderStatus.PENDING)
            .map(state -> tell(new OverdueOrder(state.order(), step.level()), batch))
            .orElse(false);
  }

  private boolean tell(OverdueOrder overdue, Batch batch) {
    switch (step.action()) {
      case EVENT -> batch.emit(EventType.ORDER_OVERDUE, overdue);
      case WEBHOOK -> batch.rows(WebhookSet.KIND).tell(EventType.ORDER_OVERDUE, overdue, batch);
    }
    return true;
  }
}
