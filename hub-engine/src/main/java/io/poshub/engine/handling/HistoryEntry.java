package io.poshub.engine.handling;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order.
 *
 * @param n counts an order's entries from 1
 * @param from with {@code to}: the change of its status
 */
public record HistoryEntry(
    String orderId,
    int n,
    Instant at,
    HistoryAction action,
    @Nullable String terminal,
    @Nullable OrderStatus from,
    @Nullable OrderStatus to,
    @Nullable String reason) {
  public HistoryEntry {
    requireNonNull(orderId, "orderId is null");
    requireNonNull(at, "at is null");
    requireNonNull(action, "action is null");
    if ((action == HistoryAction.STATUS) != (from != null && to != null)) {
      throw new IllegalArgumentException("statuses belong to a change of status");
    }
  }

  static HistoryEntry of(String orderId, int n, Instant at, HistoryAction action, String terminal) {
    return new HistoryEntry(orderId, n, at, action, terminal, null, null, null);
  }
}
