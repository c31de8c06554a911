package io.poshub.server.session;

import io.poshub.protocol.Position;
import io.poshub.server.fanout.Existence;
import io.poshub.server.fanout.Membership;
import org.jspecify.annotations.Nullable;

/** What a terminal acknowledged on this socket. Raised on the socket's loop, read by any thread. */
final class Acknowledged {
  private static final long NOTHING = -1;

  private final SessionStart start;
  private final AckBook book;
  private final Runnable onImpossible;
  private volatile long seq = NOTHING;

  /** The highest that nobody here has heard of; asked for one by one. */
  private long doubted = NOTHING;

  private boolean asking;

  /**
   * Nothing yet.
   *
   * @param onImpossible run on the loop when something was acknowledged that does not exist
   */
  Acknowledged(SessionStart start, AckBook book, Runnable onImpossible) {
    this.start = start;
    this.book = book;
    this.onImpossible = onImpossible;
  }

  /**
   * Cumulative: everything up to {@code acked} is handled. A terminal may know from another node of
   * events that this one has not heard of yet, so the store has the last word.
   *
   * @param sent the last event this socket was handed
   */
  void raise(long acked, long sent, Membership membership) {
    if (isKnown(acked, sent, membership)) {
      note(acked, membership);
    } else {
      doubted = Math.max(doubted, acked);
      confirm(membership);
    }
  }

  private boolean isKnown(long acked, long sent, Membership membership) {
    // A page of the store may have held more than this node has been told of.
    long sendable = Math.max(sent, membership.sendable().seq());
    return acked <= Math.max(sendable, start.head().seq())
        || acked <= membership.newestKnown().seq();
  }

  private void note(long acked, Membership membership) {
    // Whoever started here has handled what lies before, whatever else it says.
    if (start.terminal() != null && acked > seq && acked >= start.after()) {
      seq = acked;
      book.note(
          start.tenant(),
          start.terminal(),
          new Position(membership.sendable().epoch(), acked),
          start.hearsOrders());
    }
  }

  private void confirm(Membership membership) {
    if (!asking) {
      asking = true;
      long asked = doubted;
      membership.confirm(asked, existence -> onConfirmed(asked, existence, membership));
    }
  }

  private void onConfirmed(long asked, Existence existence, Membership membership) {
    asking = false;
    switch (existence) {
      case EXISTS -> {
        note(asked, membership);
        if (doubted > asked) {
          confirm(membership);
        }
      }
      case BEYOND_THE_HEAD -> onImpossible.run();
      // It is cumulative: the next one covers it.
      case UNKNOWN -> {}
    }
  }

  @Nullable Long seq() {
    long current = seq;
    return current == NOTHING ? null : current;
  }
}
