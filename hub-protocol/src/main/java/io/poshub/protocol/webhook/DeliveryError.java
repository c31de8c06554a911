package io.poshub.protocol.webhook;

import java.util.Locale;

/** Why the last attempt of a delivery did not succeed. */
public enum DeliveryError {
  /** The target answered, but not with a 2xx. */
  STATUS,
  /** No whole answer in time. */
  TIMEOUT,
  /** No connection, or one that broke. */
  CONNECTION,
  /** The target's certificate is not right, or it speaks no TLS. */
  TLS,
  /** The target's host has no address. */
  UNKNOWN_HOST,
  /** The target's host has an address that nothing is sent to. */
  TARGET_REFUSED,
  /** The answer was not HTTP. */
  PROTOCOL,
  /** Too many others were waiting. */
  TOO_MANY_PENDING,
  /** The webhook was disabled before. */
  DISABLED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
