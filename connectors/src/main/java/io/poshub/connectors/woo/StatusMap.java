package io.poshub.connectors.woo;

import io.poshub.protocol.order.OrderStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the shop's statuses a till's change leads to. The usual ones can be replaced, by those
 * of a plugin for instance. Pure; any thread.
 *
 * @param own by the hub's words
 */
public record StatusMap(Map<String, String> own) {
  private static final Map<OrderStatus, String> USUAL =
      Map.of(
          OrderStatus.ACCEPTED, "processing",
          OrderStatus.PREPARING, "processing",
          OrderStatus.READY, "processing",
          OrderStatus.COMPLETED, "completed",
          OrderStatus.REJECTED, "cancelled",
          OrderStatus.CANCELLED, "cancelled");

  public StatusMap {
    own = Map.copyOf(own);
  }

  /** The shop's word; null for a status it is not told of. */
  public @Nullable String shopStatus(OrderStatus status) {
    String given = own.get(status.wire());
    return given == null ? USUAL.get(status) : given;
  }

  /** The hub's status that a plugin's word stands for, if somebody said so. */
  public @Nullable OrderStatus hubStatus(String shopStatus) {
    Map<String, OrderStatus> found = new HashMap<>();
    own.forEach((hub, shop) -> found.putIfAbsent(shop, OrderStatus.BY_WIRE.get(hub)));
    return USUAL.containsValue(shopStatus) ? null : found.get(shopStatus);
  }
}
