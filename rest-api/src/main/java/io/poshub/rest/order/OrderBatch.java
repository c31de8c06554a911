package io.poshub.rest.order;

import io.poshub.engine.order.NewOrder;
import io.poshub.engine.order.OrderOutcome;
import io.poshub.engine.order.TakeOrder;
import io.poshub.engine.order.TakeOrders;
import io.poshub.protocol.Ids;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.InvalidFieldsException;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.TenantRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Orders that came in one body: those that can be read, and why the others cannot. */
final class OrderBatch {
  static final int ORDERS_MAX = 100;
  private static final String ORDERS = "orders";

  private final List<Entry> entries;

  private OrderBatch(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** One order of the batch, as far as it was read. */
  private sealed interface Entry {

    record Understood(NewOrder order) implements Entry {}

    record Refused(Refusal refusal) implements Entry {}
  }

  static OrderBatch read(TenantRequest request, Ids ids) {
    Fields fields = request.fields();
    JsonValue value = fields.optionalAny(ORDERS);
    if (!(value instanceof JsonValue.Arr(List<JsonValue> orders))
        || orders.isEmpty()
        || orders.size() > ORDERS_MAX) {
      throw new InvalidFieldsException(ORDERS, "must be a list of 1 to " + ORDERS_MAX + " orders");
    }
    return new OrderBatch(orders.stream().map(order -> entry(order, request, ids)).toList());
  }

  private static Entry entry(JsonValue order, TenantRequest request, Ids ids) {
    try {
      return new Entry.Understood(
          new OrderReader(Fields.of(order), request.tenant(), ids).read(request.caller().role()));
    } catch (InvalidFieldsException e) {
      return new Entry.Refused(Refusal.invalid(e.errors()));
    } catch (RefusedException e) {
      return new Entry.Refused(e.refusal());
    }
  }

  TakeOrders command() {
    List<TakeOrder> commands = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Understood(NewOrder order)) {
        commands.add(new TakeOrder(order));
      }
    }
    return new TakeOrders(commands);
  }

  /** A result for every order, in the order they came. */
  <T> List<T> results(
      List<OrderOutcome> outcomes,
      Function<OrderOutcome, T> ofOutcome,
      Function<Refusal, T> ofRefusal) {
    Iterator<OrderOutcome> next = outcomes.iterator();
    return entries.stream()
        .map(entry ->
            switch (entry) {
              case Entry.Understood _ -> ofOutcome.apply(next.next());
              case Entry.Refused(Refusal refusal) -> ofRefusal.apply(refusal);
            })
        .toList();
  }
}
