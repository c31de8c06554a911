package io.poshub.server.fanout;

import io.poshub.protocol.Position;

/** Whether an event is in the store. */
public enum Existence {
  EXISTS,
  BEYOND_THE_HEAD,
  /** The store could not be asked. */
  UNKNOWN;

  /** What the page after an event tells of the event itself. */
  static Existence of(long seq, ReplayPage pageAfter) {
    return switch (pageAfter) {
      case ReplayPage.Next _, ReplayPage.Nothing _ -> EXISTS;
      // What follows was pruned, or there is nothing so far.
      case ReplayPage.Gone(Position head) -> seq <= head.seq() ? EXISTS : BEYOND_THE_HEAD;
      case ReplayPage.Failed _ -> UNKNOWN;
    };
  }
}
