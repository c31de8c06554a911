package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.poshub.server.fanout.Frames;

/** Writes a page from the store to one socket. The socket's loop. */
final class ReplayWriter {
  private ReplayWriter() {}

  /**
   * Sends the wanted frames after {@code cursor} as one buffer; returns the cursor after the page.
   */
  static long write(
      ChannelHandlerContext ctx, Frames frames, long cursor, int typeBits, SessionMetrics metrics) {
    if (frames.firstSeq() > cursor + 1 || frames.lastSeq() <= cursor) {
      return cursor;
    }
    ByteBuf out = ctx.alloc().directBuffer(frames.bytes().length);
    for (int i = (int) (cursor + 1 - frames.firstSeq()); i < frames.ends().length; i++) {
      if ((frames.typeBits()[i] & typeBits) != 0) {
        int begin = i == 0 ? 0 : frames.ends()[i - 1];
        out.writeBytes(frames.bytes(), begin, frames.ends()[i] - begin);
      }
    }
    metrics.sent(out.readableBytes());
    var _ = ctx.write(out, ctx.voidPromise());
    return frames.lastSeq();
  }
}
