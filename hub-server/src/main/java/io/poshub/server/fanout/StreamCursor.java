package io.poshub.server.fanout;

import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Where one socket stands in its tenant's stream, and where its next bytes come from: the ring if
 * it holds them, else a page of the store. Holds at most one page, shared with whoever asked for
 * the same. The socket's loop only.
 */
public final class StreamCursor {
  private final LoopChannel channel;
  private final Subscriber subscriber;
  private final int typeBits;
  private long seq;
  private @Nullable Frames page;
  private boolean asked;
  private boolean closed;

  StreamCursor(LoopChannel channel, Subscriber subscriber, long seq, int typeBits) {
    this.channel = channel;
    this.subscriber = subscriber;
    this.seq = seq;
    this.typeBits = typeBits;
  }

  /** The last seq that was taken. */
  public long seq() {
    return seq;
  }

  /** Whether there are events this socket was not handed yet. */
  public boolean isBehind() {
    return seq < channel.knownHead();
  }

  /** Whether everything this loop can send has been taken. */
  public boolean isAtEnd() {
    return !asked && seq >= channel.tail();
  }

  /**
   * The next bytes; null if there are none yet. If they must come from the store they are asked
   * for, and the subscriber is woken when they are there.
   */
  public @Nullable Piece next(int maxBytes) {
    if (seq >= channel.tail()) {
      page = null;
      return null;
    }
    Piece piece;
    if (channel.follows(seq)) {
      page = null;
      piece = channel.after(seq, maxBytes, typeBits);
    } else if (page != null && page.follows(seq)) {
      piece = page.after(seq, maxBytes, typeBits, channel.allocator());
    } else {
      ask();
      return null;
    }
    seq = piece.cursor();
    return piece;
  }

  /** The socket is gone: answers that still come are for nobody. */
  void close() {
    closed = true;
    page = null;
  }

  private void ask() {
    page = null;
    if (!asked) {
      asked = true;
      EventExecutor loop = channel.loop();
      channel.requestPage(seq, answer -> loop.execute(() -> onPage(answer)));
    }
  }

  private void onPage(ReplayPage answer) {
    OnLoop.check(channel.loop());
    asked = false;
    if (closed) {
      return;
    }
    switch (answer) {
      case ReplayPage.Next(Frames frames) -> {
        page = frames;
        subscriber.onWake();
      }
      case ReplayPage.Gone(var head) -> {
        seq = head.seq();
        subscriber.onReset(head);
      }
      // The next wake or the next look at all sockets asks again.
      case ReplayPage.Nothing(), ReplayPage.Failed() -> {}
    }
  }
}
