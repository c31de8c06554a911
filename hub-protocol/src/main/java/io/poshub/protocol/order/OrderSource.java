package io.poshub.protocol.order;

import java.util.Locale;
import java.util.Map;

/** Where an order came from. */
public enum OrderSource {
  WEB,
  APP,
  PHONE,
  WOOCOMMERCE,
  SHOPIFY,
  POS,
  API;

  public static final Map<String, OrderSource> BY_WIRE = WireNames.of(values());

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  /**
   * Walk-in orders are stored and reported, never broadcast and never pending: the till made them
   * itself.
   */
  public boolean isOnline() {
    return this != POS;
  }
}
