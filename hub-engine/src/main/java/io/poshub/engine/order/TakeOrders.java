package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import java.util.List;

/** Takes orders in, one after the other, each on its own: what one is refused for, no other is. */
public record TakeOrders(List<TakeOrder> orders) implements Command<List<OrderOutcome>> {
  public TakeOrders {
    orders = List.copyOf(orders);
  }

  @Override
  public void claim(Batch batch) {
    orders.forEach(order -> order.claim(batch));
  }

  @Override
  public List<OrderOutcome> decide(Batch batch) {
    return orders.stream().map(order -> order.decide(batch)).toList();
  }
}
