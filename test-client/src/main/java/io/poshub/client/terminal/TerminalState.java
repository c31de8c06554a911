package io.poshub.client.terminal;

import io.poshub.protocol.Position;
import java.time.Duration;

/** Where a terminal is in its life. */
public sealed interface TerminalState {

  record Connecting() implements TerminalState {}

  /** The socket is open; events after {@code after} follow, up to {@code head} they were missed. */
  record Online(Position head, long after, boolean resumed) implements TerminalState {}

  /** The socket cannot be held; the stream is followed by long-polling. */
  record Polling(String why) implements TerminalState {}

  record Waiting(Duration delay, String why) implements TerminalState {}

  /** Ended for good by a refusal; {@code code} is the hub's error code or close code. */
  record Stopped(String why, String code) implements TerminalState {}

  /** Ended by {@link PosTerminal#close}. */
  record Closed() implements TerminalState {}
}
