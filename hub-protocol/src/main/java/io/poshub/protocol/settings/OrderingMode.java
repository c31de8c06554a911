package io.poshub.protocol.settings;

import java.util.Map;

/** Whether the shop takes online orders. */
public enum OrderingMode {
  OPEN,
  /** It does, but guests wait longer. */
  BUSY,
  PAUSED;

  public static final Map<String, OrderingMode> BY_WIRE =
      Map.of("open", OPEN, "busy", BUSY, "paused", PAUSED);
}
