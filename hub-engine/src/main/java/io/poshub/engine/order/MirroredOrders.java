package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.order.OrderSet.ExternalRef;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders that an online shop owns: for commands of connectors, which take them in and restate them
 * as the shop has them. Unlike a till's change a restatement may go from any status to any other.
 * Lane thread, inside the batch's transaction.
 */
public final class MirroredOrders {
  /** Set when a till has moved a shop's order on; its ref is the order's id. */
  public static final TimerKind SHOP_STATUS = new TimerKind("shop_status");

  private MirroredOrders() {}

  /** Names what the others need; call it from {@code claim}. */
  public static void claim(Batch batch, OrderSource source, String externalId) {
    batch.rows(SettingsSet.KIND);
    batch.rows(OrderSet.KIND).claimForChange(new ExternalRef(source, externalId));
  }

  /** Names an order by the hub's own id. */
  public static void claim(Batch batch, String orderId) {
    batch.rows(OrderSet.KIND).claim(orderId);
  }

  public static Optional<Order> find(Batch batch, OrderSource source, String externalId) {
    return batch
        .rows(OrderSet.KIND)
        .find(new ExternalRef(source, externalId))
        .map(OrderState::order);
  }

  public static Optional<Order> find(Batch batch, String orderId) {
    return batch.rows(OrderSet.KIND).find(orderId).map(OrderState::order);
  }

  /** Takes an order in that its shop has accepted already, so also while ordering is paused. */
  public static Order take(Batch batch, NewOrder wish) {
    return new TakeOrder(wish)
        .place(batch.rows(SettingsSet.KIND).current(), batch.rows(OrderSet.KIND), batch)
        .order();
  }

  /**
   * Makes an order what its shop says. What the tills said of it (preparation time, note) stays.
   *
   * @return the order as it is now; empty if it was so already
   */
  public static Optional<Order> restate(
      Batch batch, String orderId, NewOrder content, OrderStatus status, @Nullable String reason) {
    OrderState before = batch.rows(OrderSet.KIND).find(orderId).orElseThrow();
    OrderState after = OrderRules.restate(before, content, status, reason, batch.now());
    if (isSame(before.order(), after.order())) {
      return Optional.empty();
    }
    return Optional.of(OrderMoves.mirror(before, after, reason, batch).order());
  }

  /** Moves an order to a status and leaves the rest as it is. */
  public static Order moveTo(
      Batch batch, String orderId, OrderStatus status, @Nullable String reason) {
    OrderState before = batch.rows(OrderSet.KIND).find(orderId).orElseThrow();
    if (before.status() == status) {
      return before.order();
    }
    OrderState after = OrderRules.moved(before, status, reason, batch.now());
    return OrderMoves.mirror(before, after, reason, batch).order();
  }

  /** Whether an order has these items and amounts already. */
  public static boolean hasContent(Order order, NewOrder content) {
    return order.details().equals(Json.write(content.details()));
  }

  /** Has the shop told, in the transaction of the change. */
  static void tellShop(Order order, Batch batch) {
    boolean owned = order.source() == OrderSource.WOOCOMMERCE && order.externalId() != null;
    if (owned) {
      batch.rows(TimerSet.KIND).set(SHOP_STATUS, order.id(), batch.now());
    }
  }

  private static boolean isSame(Order before, Order after) {
    return before.status() == after.status()
        && before.details().equals(after.details())
        && before.fulfillment().equals(after.fulfillment());
  }
}
