package io.poshub.engine.order;

import io.poshub.engine.handling.Handling;
import io.poshub.engine.handling.HandlingSet;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every change of an order's status brings along: its times, its entry in the history, its
 * event. Lane thread, inside the batch's transaction.
 */
final class OrderMoves {
  private OrderMoves() {}

  /** Names what {@link #follow} needs. */
  static void claim(OrderStatus to, Batch batch) {
    if (to == OrderStatus.PENDING) {
      batch.rows(SettingsSet.KIND);
    }
  }

  /**
   * Writes an order that has moved on and tells the terminals.
   *
   * @param reason what was said about this move
   */
  static OrderState follow(
      OrderState before,
      OrderState moved,
      @Nullable String terminal,
      @Nullable String reason,
      Batch batch) {
    OrderState after = moved(before, moved, terminal, reason, batch);
    OrderSet orders = batch.rows(OrderSet.KIND);
    orders.change(after);
    orders.handle(after, batch);
    if (after.order().source().isOnline()) {
      tell(before, after, batch);
    }
    MirroredOrders.tellShop(after.order(), batch);
    return after;
  }

  /** As {@link #follow}, for what a shop has changed: also its items, and it need not be told. */
  static OrderState mirror(
      OrderState before, OrderState restated, @Nullable String reason, Batch batch) {
    boolean moves = before.status() != restated.status();
    OrderState after = moves ? moved(before, restated, null, reason, batch) : restated;
    OrderSet orders = batch.rows(OrderSet.KIND);
    orders.restate(after);
    if (moves) {
      orders.handle(after, batch);
    }
    tell(before, after, batch);
    return after;
  }

  private static OrderState moved(
      OrderState before,
      OrderState moved,
      @Nullable String terminal,
      @Nullable String reason,
      Batch batch) {
    String orderId = moved.order().id();
    if (before.status() == OrderStatus.PENDING) {
      EscalationTimer.end(orderId, batch);
    }
    if (before.status() == OrderStatus.SCHEDULED) {
      batch.rows(TimerSet.KIND).drop(ReleaseOrder.TIMER, orderId);
    }
    HandlingSet.Move move = new HandlingSet.Move(before.status(), moved.status(), terminal, reason);
    Handling logged = batch.rows(HandlingSet.KIND).moved(before.handling(), orderId, move, batch);
    return timed(moved.with(logged, batch.now()), terminal, batch);
  }

  /** It waits from now on. */
  static OrderState waiting(OrderState state, Settings settings, Batch batch) {
    Instant now = batch.now();
    Duration acceptWithin = Duration.ofSeconds(settings.acceptWithinS());
    EscalationTimer.begin(state.order().id(), settings, batch);
    return state.with(state.handling().waiting(now, acceptWithin), now);
  }

  /** Rings at the terminals, and remembers where in the stream. */
  static void announce(OrderState state, Batch batch) {
    String orderId = state.order().id();
    HandlingSet handling = batch.rows(HandlingSet.KIND);
    handling.write(orderId, state.handling());
    handling.announcedBy(batch.emit(EventType.NEW_ORDER, state.order()), orderId);
  }

  private static OrderState timed(OrderState state, @Nullable String terminal, Batch batch) {
    return switch (state.status()) {
      case PENDING -> waiting(state, batch.rows(SettingsSet.KIND).current(), batch);
      case ACCEPTED -> state.with(state.handling().accepted(batch.now(), terminal), batch.now());
      case SCHEDULED, PREPARING, READY, COMPLETED, REJECTED, CANCELLED -> state;
    };
  }

  /** An order that was scheduled, or was over, is new to the tills when it waits. */
  private static void tell(OrderState before, OrderState after, Batch batch) {
    boolean waitsAnew =
        after.status() == OrderStatus.PENDING
            && (before.status() == OrderStatus.SCHEDULED || before.status().isOver());
    if (waitsAnew) {
      announce(after, batch);
    } else {
      batch.emit(EventType.ORDER_UPDATED, after.order());
    }
  }
}
