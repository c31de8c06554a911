package io.poshub.client.terminal;

/** When an event counts as handled: acked to the hub and left behind after a restart. */
public enum AckMode {
  /** As soon as the listener has returned. */
  AUTOMATIC,
  /** When {@link PosTerminal#ack} says so. */
  EXPLICIT
}
