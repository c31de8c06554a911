package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.poshub.protocol.CloseCode;
import java.nio.charset.StandardCharsets;

/** A server's control frames as bytes on the wire. Any thread. */
final class ControlFrame {
  private static final int FIN_CLOSE = 0x88;
  private static final int FIN_PING = 0x89;
  private static final int FIN_PONG = 0x8a;

  private ControlFrame() {}

  static ByteBuf close(ByteBufAllocator allocator, CloseCode code) {
    byte[] reason = code.reason().getBytes(StandardCharsets.UTF_8);
    return header(allocator, FIN_CLOSE, Short.BYTES + reason.length)
        .writeShort(code.code())
        .writeBytes(reason);
  }

  /** The answer to a client's goodbye: its own code again. */
  static ByteBuf closeEcho(ByteBufAllocator allocator, byte[] code) {
    return header(allocator, FIN_CLOSE, code.length).writeBytes(code);
  }

  /** The payload is the time it was sent, and comes back with the pong. */
  static ByteBuf ping(ByteBufAllocator allocator, long nowNanos) {
    return header(allocator, FIN_PING, Long.BYTES).writeLong(nowNanos);
  }

  static ByteBuf pong(ByteBufAllocator allocator, byte[] payload) {
    return header(allocator, FIN_PONG, payload.length).writeBytes(payload);
  }

  private static ByteBuf header(ByteBufAllocator allocator, int first, int length) {
    return allocator.directBuffer(2 + length).writeByte(first).writeByte(length);
  }
}
