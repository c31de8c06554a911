package io.poshub.engine.settings;

import java.util.Map;

/** What becomes of an order that nobody accepted in time. */
public enum OverdueAction {
  KEEP,
  ACCEPT,
  REJECT;

  static final Map<String, OverdueAction> BY_WIRE =
      Map.of("keep", KEEP, "accept", ACCEPT, "reject", REJECT);
}
