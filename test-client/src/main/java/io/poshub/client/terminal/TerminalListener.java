package io.poshub.client.terminal;

import io.poshub.client.money.CallOutcome;
import io.poshub.client.money.OpenCall;

/**
 * Told what happens, always by the terminal's own thread, one call at a time. A slow listener slows
 * the stream down and loses nothing.
 */
public interface TerminalListener {

  /**
   * The next event. If this throws, the event counts as not handled and comes again after a pause.
   */
  void onEvent(TerminalEvent event);

  /**
   * The stream begins for this terminal, or could not be continued from where it stood: forget what
   * was waiting and take these orders instead. If this throws, the snapshot comes again after a
   * pause.
   */
  default void onReset(Snapshot snapshot) {}

  /** All that was missed has been delivered; what follows is live. */
  default void onCaughtUp(long seq) {}

  default void onState(TerminalState state) {}

  /**
   * A call that an earlier run of this till had left open has come to something. Called by a thread
   * of its own, soon after the start; {@link CallOutcome.Open} if it is still open.
   */
  default void onOpenCall(OpenCall call, CallOutcome outcome) {}

  /** Something went wrong that does not end the terminal, such as a disk that is full. */
  default void onTrouble(String what) {}
}
