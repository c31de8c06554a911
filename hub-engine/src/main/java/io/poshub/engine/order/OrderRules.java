package io.poshub.engine.order;

import io.poshub.engine.handling.Handling;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.protocol.order.Fulfillment;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderHandling;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may happen to an order: pure functions. Any thread. */
final class OrderRules {
  private OrderRules() {}

  /**
   * A new order in its first status.
   *
   * @param dueAt when it shall become pending
   */
  static OrderState place(
      String id, String displayNumber, NewOrder wish, Instant dueAt, Instant now) {
    Order order =
        new Order(
            id,
            1,
            wish.source(),
            wish.externalId(),
            displayNumber,
            firstStatus(wish, dueAt.isAfter(now)),
            Json.write(wish.fulfillment()),
            Json.write(wish.details()),
            wish.note(),
            null,
            OrderHandling.NONE,
            wish.placedAt() == null ? now : wish.placedAt(),
            now,
            now);
    return new OrderState(
        order, wish.details().total(), wish.fulfillment().requestedAt(), Handling.NONE);
  }

  /**
   * When a new order shall become pending.
   *
   * @param preparation how long the kitchen needs unless the order says otherwise
   * @param busyDelay how much longer it needs for any order at the moment
   */
  static Instant dueAt(NewOrder wish, Duration preparation, Duration busyDelay, Instant now) {
    Instant requestedAt = wish.fulfillment().requestedAt();
    Integer minutes = wish.fulfillment().prepMinutes();
    Duration needed = minutes == null ? preparation : Duration.ofMinutes(minutes);
    return requestedAt == null ? now : requestedAt.minus(needed).minus(busyDelay);
  }

  /** The order moved on, or why it cannot be. */
  static OrderDecision change(OrderState state, OrderChange wish, Instant now) {
    Order order = state.order();
    if (wish.version() != null && wish.version() != order.version()) {
      return new OrderDecision.Refused(new OrderOutcome.VersionConflict(order.version()));
    }
    if (!order.status().next().contains(wish.status())) {
      return new OrderDecision.Refused(
          new OrderOutcome.InvalidTransition(order.status(), wish.status()));
    }
    return new OrderDecision.Changed(moved(state, wish, now));
  }

  /** An order moved to a status, whatever it was before. */
  static OrderState moved(
      OrderState state, OrderStatus status, @Nullable String reason, Instant now) {
    return moved(state, new OrderChange(status, null, null, null, reason, null), now);
  }

  private static OrderState moved(OrderState state, OrderChange wish, Instant now) {
    Order order = state.order();
    Order changed =
        new Order(
            order.id(),
            order.version() + 1,
            order.source(),
            order.externalId(),
            order.displayNumber(),
            wish.status(),
            withPrepMinutes(order.fulfillment(), wish.prepMinutes()),
            order.details(),
            wish.note() == null ? order.note() : wish.note(),
            wish.reason() == null ? order.reason() : wish.reason(),
            order.handling(),
            order.placedAt(),
            order.createdAt(),
            now);
    return new OrderState(changed, state.total(), state.requestedAt(), state.handling());
  }

  /**
   * An order as its shop has it; the preparation time a till has given stays.
   *
   * @param reason why the status is what it is, if it changes
   */
  static OrderState restate(
      OrderState state,
      NewOrder content,
      OrderStatus status,
      @Nullable String reason,
      Instant now) {
    Order order = state.order();
    Order restated =
        new Order(
            order.id(),
            order.version() + 1,
            order.source(),
            order.externalId(),
            order.displayNumber(),
            status,
            refitted(order.fulfillment(), content.fulfillment()),
            Json.write(content.details()),
            order.note() == null ? content.note() : order.note(),
            reason == null ? order.reason() : reason,
            order.handling(),
            order.placedAt(),
            order.createdAt(),
            now);
    return new OrderState(
        restated, content.details().total(), content.fulfillment().requestedAt(), state.handling());
  }

  /** The text of a fulfilment stays if it says the same. */
  private static String refitted(String before, Fulfillment wish) {
    JsonValue.Obj stored = object(before);
    JsonValue.Obj wanted = object(Json.write(wish));
    JsonValue minutes = stored.members().get("prep_minutes");
    JsonValue.Obj after =
        minutes == null || wish.prepMinutes() != null
            ? wanted
            : wanted.with("prep_minutes", minutes);
    return Json.canonical(after).equals(Json.canonical(stored)) ? before : Json.write(after);
  }

  private static OrderStatus firstStatus(NewOrder wish, boolean isForLater) {
    if (wish.status() != null) {
      return wish.status();
    }
    if (!wish.source().isOnline()) {
      return OrderStatus.COMPLETED;
    }
    return isForLater ? OrderStatus.SCHEDULED : OrderStatus.PENDING;
  }

  private static String withPrepMinutes(String fulfillment, @Nullable Integer prepMinutes) {
    if (prepMinutes == null) {
      return fulfillment;
    }
    return Json.write(
        object(fulfillment).with("prep_minutes", new JsonValue.Num(prepMinutes.toString())));
  }

  private static JsonValue.Obj object(String fulfillment) {
    try {
      if (Json.parse(fulfillment) instanceof JsonValue.Obj object) {
        return object;
      }
      throw new IllegalStateException("a stored fulfilment is not an object");
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a stored fulfilment is not JSON", e);
    }
  }
}
