package io.poshub.chaos.history;

/** How a connection asked to begin. */
public sealed interface Beginning {

  /** After a position the terminal remembers. */
  record After(long seq) implements Beginning {}

  /**
   * Where the hub remembers the terminal to be; {@code ackedSeq} is the highest it has ever sent an
   * ack for, {@code NEVER_ACKED} if none.
   */
  record HubRemembers(long ackedSeq) implements Beginning {}

  long NEVER_ACKED = -1;
}
