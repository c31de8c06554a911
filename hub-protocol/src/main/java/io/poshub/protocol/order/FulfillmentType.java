package io.poshub.protocol.order;

import java.util.Map;

/** How the guest gets the order. */
public enum FulfillmentType {
  PICKUP,
  DELIVERY,
  DINE_IN;

  public static final Map<String, FulfillmentType> BY_WIRE = WireNames.of(values());
}
