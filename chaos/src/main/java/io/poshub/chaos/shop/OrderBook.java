package io.poshub.chaos.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer's last order and how far it has come. One thread. */
final class OrderBook {
  private static final List<String> STEPS = List.of("accepted", "preparing", "ready", "completed");

  private @Nullable String orderId;
  private int taken;

  /** The next step of the last order. */
  record Step(String orderId, int version, String status) {}

  void placed(String id) {
    orderId = id;
    taken = 0;
  }

  void advanced() {
    taken++;
  }

  /** Null if there is no order, or it is completed. */
  @Nullable Step next() {
    String id = orderId;
    return id == null || taken == STEPS.size() ? null : new Step(id, taken + 1, STEPS.get(taken));
  }
}
