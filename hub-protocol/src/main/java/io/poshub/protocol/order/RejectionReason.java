package io.poshub.protocol.order;

import java.util.Locale;
import java.util.Map;

/** Why a shop turns an order down. */
public enum RejectionReason {
  BUSY,
  CLOSING,
  ITEM_UNAVAILABLE,
  PRICE_MISMATCH,
  UNKNOWN_ITEM,
  CANNOT_DELIVER,
  OTHER;

  public static final Map<String, RejectionReason> BY_WIRE = WireNames.of(values());

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }
}
