package io.poshub.server.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** A server's text message as bytes on the wire: one unmasked, final frame. Any thread. */
public final class TextFrame {
  private static final int FIN_TEXT = 0x81;
  private static final int LENGTH_7_BITS_MAX = 125;
  private static final int LENGTH_16_BITS_MAX = 0xffff;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int HEADER_MAX_BYTES = 10;

  private TextFrame() {}

  /** Header and payload in one array, so that the frame is built once for all sockets. */
  public static byte[] of(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] header = new byte[HEADER_MAX_BYTES];
    int length = header(header, payload.length);
    byte[] frame = new byte[length + payload.length];
    System.arraycopy(header, 0, frame, 0, length);
    System.arraycopy(payload, 0, frame, length, payload.length);
    return frame;
  }

  /** For one socket, where it takes its bytes from. */
  public static ByteBuf buffer(ByteBufAllocator allocator, String text) {
    byte[] frame = of(text);
    return allocator.ioBuffer(frame.length).writeBytes(frame);
  }

  private static int header(byte[] header, int payload) {
    header[0] = (byte) FIN_TEXT;
    if (payload <= LENGTH_7_BITS_MAX) {
      header[1] = (byte) payload;
      return 2;
    }
    if (payload <= LENGTH_16_BITS_MAX) {
      header[1] = (byte) LENGTH_16_BITS;
      header[2] = (byte) (payload >>> 8);
      header[3] = (byte) payload;
      return 4;
    }
    header[1] = (byte) LENGTH_64_BITS;
    for (int i = 0; i < Long.BYTES; i++) {
      header[2 + i] = (byte) ((long) payload >>> (8 * (Long.BYTES - 1 - i)));
    }
    return HEADER_MAX_BYTES;
  }
}
