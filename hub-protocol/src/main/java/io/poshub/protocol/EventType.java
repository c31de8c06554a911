package io.poshub.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of event a terminal can receive. */
public enum EventType {
  NEW_ORDER(1 << 0),
  ORDER_UPDATED(1 << 1),
  GIFT_CARD_PURCHASED(1 << 2),
  GIFT_CARD_UPDATED(1 << 3),
  LOYALTY_UPDATED(1 << 4),
  ORDER_OVERDUE(1 << 5),
  MODE_CHANGED(1 << 6),
  SYNC_ALERT(1 << 7);

  private final String wire = name().toLowerCase(Locale.ROOT);
  private final int bit;

  EventType(int bit) {
    this.bit = bit;
  }

  /** The name on the wire, for example {@code new_order}. */
  public String wire() {
    return wire;
  }

  /** One bit per type, for filters. */
  public int bit() {
    return bit;
  }

  public static Optional<EventType> ofWire(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
