package io.poshub.client.print;

/** The hub gave no answer that tells anything; the same call can be made again. */
public final class HubSilentException extends Exception {
  private static final long serialVersionUID = 1L;

  HubSilentException(String why) {
    super(why);
  }
}
