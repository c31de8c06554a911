package io.poshub.protocol;

/**
 * Why the hub ends a socket. {@code retryable} tells the terminal whether coming back with the same
 * key can work. Of the standard codes all do: a proxy on the way may send one for reasons of its
 * own, and a till must not stop for that.
 */
public enum CloseCode {
  NORMAL(1000, "bye", true),
  PROTOCOL_ERROR(1002, "protocol error", true),
  UNSUPPORTED_DATA(1003, "binary frames are not accepted", true),
  INVALID_UTF8(1007, "text was not UTF-8", true),
  MESSAGE_TOO_BIG(1009, "message is larger than 16 KiB", true),
  INTERNAL_ERROR(1011, "the hub failed", true),
  DRAINING(1012, "the hub is restarting", true),
  BAD_MESSAGE(4400, "message was not understood", false),
  KEY_REVOKED(4401, "the key was revoked or has expired", false),
  TENANT_DEACTIVATED(4403, "the tenant is deactivated", false),
  NO_LIFE_SIGN(4408, "no life sign", true),
  REPLACED(4409, "the same terminal connected again", false),
  NO_PROGRESS(4410, "no progress", true),
  TOO_MANY_MESSAGES(4429, "too many messages", true);

  private final int code;
  private final String reason;
  private final boolean retryable;

  CloseCode(int code, String reason, boolean retryable) {
    this.code = code;
    this.reason = reason;
    this.retryable = retryable;
  }

  public int code() {
    return code;
  }

  /** Short enough for a close frame (123 bytes). */
  public String reason() {
    return reason;
  }

  public boolean retryable() {
    return retryable;
  }
}
