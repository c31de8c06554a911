package io.poshub.engine.handling;

import java.util.Locale;

/** What a row of an order's history tells. */
public enum HistoryAction {
  STATUS,
  CLAIMED,
  RELEASED,
  PRINTED,
  REPRINTED,
  SEEN;

  private final String stored = name().toLowerCase(Locale.ROOT);

  String stored() {
    return stored;
  }
}
