package io.poshub.protocol.order;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where an order stands. The switch is the whole table of who may follow whom. */
public enum OrderStatus {
  SCHEDULED,
  PENDING,
  ACCEPTED,
  PREPARING,
  READY,
  COMPLETED,
  REJECTED,
  CANCELLED;

  public static final Map<String, OrderStatus> BY_WIRE = WireNames.of(values());

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  /** Whether nothing follows any more. */
  public boolean isOver() {
    return next().isEmpty();
  }

  /** The statuses an order can go to from here. */
  public Set<OrderStatus> next() {
    return switch (this) {
      case SCHEDULED -> Set.of(PENDING, CANCELLED);
      case PENDING -> Set.of(ACCEPTED, REJECTED, CANCELLED);
      case ACCEPTED -> Set.of(PREPARING, READY, CANCELLED);
      case PREPARING -> Set.of(READY, CANCELLED);
      case READY -> Set.of(COMPLETED, CANCELLED);
      case COMPLETED, REJECTED, CANCELLED -> Set.of();
    };
  }
}
