package io.poshub.engine.shop;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a shop's webhook sent: the exact bytes, and the headers that matter.
 *
 * @param remote the sender's address
 */
public record HookCall(
    @Nullable String contentType,
    @Nullable String topic,
    @Nullable String signature,
    @Nullable String hookId,
    String remote,
    byte[] body) {
  public HookCall {
    requireNonNull(remote, "remote is null");
    requireNonNull(body, "body is null");
  }

  /** Orders hold names and addresses. */
  @Override
  public String toString() {
    return "HookCall[" + topic + ", " + body.length + " bytes]";
  }
}
