package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket's incoming bytes, cut into messages. Holds nothing between messages that came whole; of
 * a message in pieces only its own bytes, never the buffer they were received in. One socket's
 * loop.
 */
final class ClientInput {
  private final ClientFrameReader reader = new ClientFrameReader();
  private final FrameBudget budget;
  private @Nullable ByteBuf unread;
  private boolean tooMany;

  ClientInput(long nowNanos) {
    this.budget = new FrameBudget(nowNanos);
  }

  /** Takes bytes, which it releases, and passes on the messages that became complete. */
  void read(ByteBuf bytes, long nowNanos, Consumer<ClientMessage> messages) {
    ByteBuf all = bytes;
    ByteBuf earlier = unread;
    if (earlier != null) {
      unread = null;
      all = earlier.writeBytes(bytes);
      bytes.release();
    }
    try {
      readMessages(all, nowNanos, messages);
      keep(all, earlier);
    } finally {
      all.release();
    }
  }

  /** Forgets what never became a message. */
  void release() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
  }

  private void readMessages(ByteBuf in, long nowNanos, Consumer<ClientMessage> messages) {
    while (in.isReadable()) {
      int before = in.readerIndex();
      ClientMessage message = reader.next(in);
      if (in.readerIndex() == before) {
        return;
      }
      if (!tooMany && !budget.take(nowNanos)) {
        // Said once; what comes after it is still read, so that the answer to a goodbye is found.
        tooMany = true;
        message = new ClientMessage.TooMany();
      }
      if (message != null) {
        messages.accept(message);
      }
      if (message instanceof ClientMessage.Violation) {
        // Where the next frame would begin is anybody's guess.
        in.skipBytes(in.readableBytes());
      }
    }
  }

  /** The reader refuses large frames by their header, so what is kept is bounded. */
  private void keep(ByteBuf all, @Nullable ByteBuf earlier) {
    if (!all.isReadable()) {
      return;
    }
    if (earlier != null && all.readerIndex() == 0) {
      unread = all.retain();
    } else {
      unread = Unpooled.buffer(all.readableBytes()).writeBytes(all);
    }
  }
}
