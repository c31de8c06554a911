package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.OrderSet.ExternalRef;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes an order in, once per shop's own id. */
public record TakeOrder(NewOrder wish) implements Command<OrderOutcome> {

  @Override
  public void claim(Batch batch) {
    ExternalRef ref = ref();
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
    String number =
        wish.displayNumber() == null ? batch.rows(NumberSet.KIND).next() : wish.displayNumber();
    OrderState state = OrderRules.place(batch.nextId(), number, wish, batch.now());
    orders.add(state, OrderRules.dueAt(wish, batch.now()));
    if (wish.source().isOnline() && state.status() != OrderStatus.SCHEDULED) {
      // An order that is over by the time it is told of must not ring in the kitchen.
      batch.emit(
          state.status().isOver() ? EventType.ORDER_UPDATED : EventType.NEW_ORDER, state.order());
    }
    return new OrderOutcome.Created(state.order());
  }

  private @Nullable ExternalRef ref() {
    return wish.externalId() == null ? null : new ExternalRef(wish.source(), wish.externalId());
  }
}
