package io.poshub.client.http;

import io.poshub.protocol.json.JsonValue;

/** What came of one call. */
public sealed interface CallResult {

  /** A 2xx answer; {@code text} is the body as it was sent. */
  record Answered(int status, JsonValue body, String text) implements CallResult {}

  /** Any other answer. */
  record Refused(Refusal refusal) implements CallResult {}

  /**
   * No usable answer. {@code reached} tells whether something listened at the address at all; if it
   * did, the call may have taken effect.
   */
  record Unanswered(String why, boolean reached) implements CallResult {}
}
