package io.poshub.chaos.till;

import io.poshub.chaos.history.TerminalHistory;

/** A terminal under observation. Any thread may call it. */
public interface Till extends AutoCloseable {
  Journal journal();

  /** Begins to follow its tenant's stream, on threads of its own. */
  void start();

  /** Loses its connection without a word and comes back. */
  default void drop() {}

  /** Stops reading for a while. */
  default void pause(int millis) {}

  /** Goes on reading at once. */
  default void resume() {}

  /** Connects a second time under its name; the older connection has to end. */
  default void twin() {}

  /** How many connections are open beside the newest one. */
  default int olderConnections() {
    return 0;
  }

  default TerminalHistory history() {
    return journal().history(olderConnections());
  }

  @Override
  void close();
}
