package io.poshub.protocol.json;

/** The bytes are not one well-formed JSON value. The message is meant for whoever sent them. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedJsonException(String message) {
    super(message, null, false, false);
  }
}
