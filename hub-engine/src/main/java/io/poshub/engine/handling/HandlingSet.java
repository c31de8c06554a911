package io.poshub.engine.handling;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.OrderStatus;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in the handling of its orders. The rows are read and locked with the orders
 * themselves, in one statement; here they are written, and those of new orders last, when their
 * events have their places. One thread.
 */
public final class HandlingSet implements RowSet {
  public static final Kind<HandlingSet> KIND =
      new Kind<>(LockOrder.ORDER_HANDLING, HandlingSet::new);

  private final Set<String> seenAsked = new LinkedHashSet<>();
  private final Map<String, Set<String>> seenBy = new HashMap<>();
  private final Set<String> newOrders = new HashSet<>();
  private final Map<String, Handling> changed = new LinkedHashMap<>();
  private final Map<String, String> orderByEvent = new HashMap<>();
  private final List<HistoryEntry> history = new ArrayList<>();

  private HandlingSet() {}

  /** Will ask on which terminals an order was seen. */
  public void claimSeen(String orderId) {
    seenAsked.add(orderId);
  }

  public boolean isSeenBy(String orderId, String terminal) {
    return seenBy.getOrDefault(orderId, Set.of()).contains(terminal);
  }

  /** This batch has taken the order in: there is no row yet. */
  public void begin(String orderId) {
    newOrders.add(orderId);
  }

  public void write(String orderId, Handling handling) {
    changed.put(orderId, handling);
  }

  /** Notes what a terminal did, and returns the handling with one more entry. */
  public Handling did(
      Handling before, String orderId, HistoryAction action, String terminal, Batch batch) {
    Handling after = before.logged();
    history.add(HistoryEntry.of(orderId, after.entries(), batch.now(), action, terminal));
    if (action == HistoryAction.SEEN) {
      seenBy.computeIfAbsent(orderId, _ -> new HashSet<>()).add(terminal);
    }
    return after;
  }

  /** Notes a change of status, and returns the handling with one more entry. */
  public Handling moved(Handling before, String orderId, Move move, Batch batch) {
    Handling after = before.logged();
    history.add(
        new HistoryEntry(
            orderId,
            after.entries(),
            batch.now(),
            HistoryAction.STATUS,
            move.terminal(),
            move.from(),
            move.to(),
            move.reason()));
    return after;
  }

  /** From where to where, and what was said about it. */
  public record Move(
      OrderStatus from, OrderStatus to, @Nullable String terminal, @Nullable String reason) {}

  /** This event is the order's {@code new_order}. */
  public void announcedBy(String eventId, String orderId) {
    orderByEvent.put(eventId, orderId);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    seenBy.putAll(new HistoryRows(connection).seenBy(seenAsked));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    Set<String> announced = Set.copyOf(orderByEvent.values());
    List<HandlingRows.Written> rows = new ArrayList<>();
    changed.forEach((orderId, handling) -> {
      if (!announced.contains(orderId)) {
        rows.add(new HandlingRows.Written(orderId, handling, newOrders.contains(orderId), null));
      }
    });
    HandlingRows.write(writes, rows);
    HistoryRows.append(writes, history);
  }

  @Override
  public void placed(Writes writes, String epoch, List<StreamEvent> events) {
    // An order that was announced twice in this batch stands where it was announced last.
    Map<String, HandlingRows.Written> rows = new LinkedHashMap<>();
    for (StreamEvent event : events) {
      String orderId = orderByEvent.get(event.id());
      if (orderId != null) {
        rows.put(
            orderId,
            new HandlingRows.Written(
                orderId,
                changed.getOrDefault(orderId, Handling.NONE),
                newOrders.contains(orderId),
                new Position(epoch, event.seq())));
      }
    }
    HandlingRows.write(writes, rows.values());
  }
}
