package io.poshub.engine.order;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders have stopped waiting since a position, for tills that poll the list of those that
 * wait. Told from the stream, so it reaches as far back as that does, up to {@link
 * #EVENTS_BACK_MAX}. Virtual threads.
 */
public final class RemovedOrders {
  /** Whoever is further behind is better off with the whole list. */
  public static final int EVENTS_BACK_MAX = 4_096;

  /** What can follow on pending. An order that goes on from there has left before. */
  private static final Set<OrderStatus> LEAVING =
      Set.of(OrderStatus.ACCEPTED, OrderStatus.REJECTED, OrderStatus.CANCELLED);

  private final EventLog eventLog;

  public RemovedOrders(EventLog eventLog) {
    this.eventLog = eventLog;
  }

  /**
   * The orders that left after {@code after} and no later than {@code until}, in the order of their
   * last event; empty if the stream cannot tell any more.
   *
   * @param epoch of {@code after}; null for the current one
   */
  public Optional<List<RemovedOrder>> between(
      String tenant, @Nullable String epoch, long after, Position until) {
    boolean ahead = after > until.seq();
    boolean elsewhere = epoch != null && !epoch.equals(until.epoch());
    if (ahead || elsewhere || until.seq() - after > EVENTS_BACK_MAX) {
      return Optional.empty();
    }
    List<StreamEvent> events = new ArrayList<>();
    long from = after;
    while (from < until.seq()) {
      EventPage page = eventLog.read(tenant, until.epoch(), from, EventLog.PAGE_MAX_EVENTS);
      if (!(page instanceof EventPage.Events(Position _, List<StreamEvent> read))) {
        return Optional.empty();
      }
      read.stream().filter(event -> event.seq() <= until.seq()).forEach(events::add);
      from = read.getLast().seq();
    }
    return Optional.of(left(events));
  }

  /** Pure. */
  static List<RemovedOrder> left(List<StreamEvent> events) {
    Map<String, RemovedOrder> left = new LinkedHashMap<>();
    for (StreamEvent event : events) {
      if (event.type() == EventType.ORDER_UPDATED) {
        RemovedOrder order = order(event);
        if (LEAVING.contains(order.status()) || left.containsKey(order.id())) {
          left.remove(order.id());
          left.put(order.id(), order);
        }
      }
    }
    return List.copyOf(left.values());
  }

  private static RemovedOrder order(StreamEvent event) {
    try {
      Fields fields = Fields.of(Json.parse(event.data()));
      String id = fields.text("id", Limits.NAME_MAX_CHARS);
      OrderStatus status = fields.choice("status", OrderStatus.BY_WIRE);
      fields.check();
      return new RemovedOrder(id, requireNonNullElse(status, OrderStatus.PENDING), event.seq());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a stored event is not JSON", e);
    }
  }
}
