package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.socket.Signal;
import io.poshub.client.socket.SocketLink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a socket in good order: the last ack, a close frame, a short wait for its answer. Owner
 * thread, once.
 */
final class Goodbye {
  static final Duration WAIT = Duration.ofSeconds(1);

  private final SocketLink link;
  private final Inbox inbox;
  private final Bookkeeping bookkeeping;

  Goodbye(SocketLink link, Inbox inbox, Bookkeeping bookkeeping) {
    this.link = requireNonNull(link, "link is null");
    this.inbox = requireNonNull(inbox, "inbox is null");
    this.bookkeeping = requireNonNull(bookkeeping, "bookkeeping is null");
  }

  /** {@code last} is the signal that was taken when it was found that the terminal closes. */
  void run(long nowNanos, @Nullable Signal last) {
    long deadline = nowNanos + WAIT.toNanos();
    boolean hasClosed = false;
    boolean isOver = last != null && isOver(last);
    while (!isOver) {
      bookkeeping.finish();
      if (!hasClosed && !bookkeeping.isSending()) {
        link.close();
        hasClosed = true;
      }
      isOver = isOver(inbox.take(deadline));
    }
  }

  private boolean isOver(@Nullable Signal signal) {
    switch (signal) {
      case null -> {
        return true;
      }
      case Signal.Closed(var from, _, _) -> {
        return from == link;
      }
      case Signal.Broken(var from, _) -> {
        return from == link;
      }
      // The hub's close frame waits behind what it had already sent.
      case Signal.Text(var from, _) -> from.handled();
      case Signal.LifeSign(var from) -> from.handled();
      case Signal.Sent _ -> bookkeeping.onSent();
      case Signal.Woken _ -> {}
    }
    return false;
  }
}
