package io.poshub.protocol.order;

import java.util.Locale;

/** Whether an order's receipt is on paper. */
public enum PrintStatus {
  NONE,
  PRINTING,
  PRINTED;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }
}
