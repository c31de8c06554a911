package io.poshub.protocol.webhook;

import java.util.Locale;

/** How far a delivery has come. */
public enum DeliveryStatus {
  PENDING,
  DELIVERED,
  /** Given up. */
  FAILED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
