package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.OrderSet.ExternalRef;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.settings.OrderingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes an order in, once per shop's own id. While ordering is paused only walk-in sales are: those
 * have happened already.
 */
public record TakeOrder(NewOrder wish) implements Command<OrderOutcome> {

  @Override
  public void claim(Batch batch) {
    ExternalRef ref = ref();
    batch.rows(SettingsSet.KIND);
    OrderSet orders = batch.rows(OrderSet.KIND);
    if (ref != null) {
      orders.claim(ref);
    }
    if (wish.displayNumber() == null) {
      batch.rows(NumberSet.KIND).claim();
    }
  }

  @Override
  public OrderOutcome decide(Batch batch) {
    OrderSet orders = batch.rows(OrderSet.KIND);
    ExternalRef ref = ref();
    Optional<OrderState> earlier = ref == null ? Optional.empty() : orders.find(ref);
    if (earlier.isPresent()) {
      return new OrderOutcome.Existing(earlier.get().order());
    }
    Settings settings = batch.rows(SettingsSet.KIND).current();
    if (settings.mode() == OrderingMode.PAUSED && wish.source().isOnline()) {
      return new OrderOutcome.Paused();
    }
    return place(settings, orders, batch);
  }

  /** Takes it in, whatever the mode. */
  OrderOutcome.Created place(Settings settings, OrderSet orders, Batch batch) {
    String number =
        wish.displayNumber() == null ? batch.rows(NumberSet.KIND).next() : wish.displayNumber();
    Instant dueAt =
        OrderRules.dueAt(wish, settings.preparation(), settings.busyDelay(), batch.now());
    OrderState placed = OrderRules.place(batch.nextId(), number, wish, dueAt, batch.now());
    OrderState state =
        placed.status() == OrderStatus.PENDING
            ? OrderMoves.waiting(placed, settings, batch)
            : placed;
    orders.add(state, batch);
    if (state.status() == OrderStatus.SCHEDULED) {
      batch.rows(TimerSet.KIND).set(ReleaseOrder.TIMER, state.order().id(), dueAt);
    }
    if (wish.source().isOnline() && state.status() != OrderStatus.SCHEDULED) {
      // An order that is over by the time it is told of must not ring in the kitchen.
      if (state.status().isOver()) {
        batch.emit(EventType.ORDER_UPDATED, state.order());
      } else {
        OrderMoves.announce(state, batch);
      }
    }
    return new OrderOutcome.Created(state.order());
  }

  private @Nullable ExternalRef ref() {
    return wish.externalId() == null ? null : new ExternalRef(wish.source(), wish.externalId());
  }
}
