package io.poshub.server.session;

import io.poshub.protocol.Position;
import io.poshub.server.fanout.Membership;
import org.jspecify.annotations.Nullable;

/** What a terminal acknowledged on this socket. Raised on the socket's loop, read by any thread. */
final class Acknowledged {
  private static final long NOTHING = -1;

  private final SessionStart start;
  private final AckBook book;
  private volatile long seq = NOTHING;

  Acknowledged(SessionStart start, AckBook book) {
    this.start = start;
    this.book = book;
  }

  /**
   * Cumulative: everything up to {@code acked} is handled. False if that cannot be, because nobody
   * has heard of such an event.
   *
   * @param sent the last event this socket was handed
   */
  boolean raise(long acked, long sent, Membership membership) {
    Position sendable = membership.sendable();
    // A page of the store may have held more than this node has been told of.
    boolean exists =
        acked <= Math.max(Math.max(sent, sendable.seq()), start.head().seq())
            || acked <= membership.newestKnown().seq();
    // Whoever started here has handled what lies before, whatever else it says.
    boolean news = acked > seq && acked >= start.after();
    if (exists && start.terminal() != null && news) {
      seq = acked;
      book.note(
          start.tenant(),
          start.terminal(),
          new Position(sendable.epoch(), acked),
          start.hearsOrders());
    }
    return exists;
  }

  @Nullable Long seq() {
    long current = seq;
    return current == NOTHING ? null : current;
  }
}
