package io.poshub.client.reconnect;

import io.poshub.client.http.Refusal;
import java.time.Duration;

/** How an attempt to follow the stream ended. */
public sealed interface Outcome {

  /** The hub, or something before it, answered with a refusal instead of what was asked. */
  record Refused(Refusal refusal) implements Outcome {}

  /** Nothing listened at the address. */
  record Unreachable(String why) implements Outcome {}

  /** Something listened, but the socket did not open, broke, fell silent or made no sense. */
  record Broken(String why) implements Outcome {}

  /** The hub closed the socket with this code. */
  record Closed(int code, String reason) implements Outcome {}

  /** The hub asked to be left and called again after {@code delay}. */
  record Announced(Duration delay, String reason) implements Outcome {}

  /** Polling went well, and it is time to try the socket again. */
  record SocketDue() implements Outcome {}

  /** This side ended it. */
  record ClosedHere() implements Outcome {}
}
