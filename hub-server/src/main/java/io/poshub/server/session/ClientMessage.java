package io.poshub.server.session;

import io.poshub.protocol.CloseCode;

/** What a terminal's bytes amount to. */
sealed interface ClientMessage {

  /** A whole text message, checked to be UTF-8. */
  record Text(byte[] utf8) implements ClientMessage {}

  /** A ping that wants its payload back. */
  record Ping(byte[] payload) implements ClientMessage {}

  /** The answer to a ping of ours, or an unasked sign of life. */
  record Pong(byte[] payload) implements ClientMessage {}

  /**
   * The terminal says goodbye.
   *
   * @param code the two bytes of its code, or none
   */
  record Close(byte[] code) implements ClientMessage {}

  /** The bytes break the protocol; nothing after them can be trusted. */
  record Violation(CloseCode code) implements ClientMessage {}

  /** One frame more than a terminal may send in that time. */
  record TooMany() implements ClientMessage {}
}
