package io.poshub.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the WebSocket frames in a buffer. Swarm thread. */
final class FrameReader {
  private static final int OPCODE = 0x0F;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int SHORT_HEAD_BYTES = 2;
  private static final int HEAD_16_BYTES = 4;
  private static final int HEAD_64_BYTES = 10;
  private static final int UNSIGNED_SHORT = 0xFFFF;

  private FrameReader() {}

  /** Told of each whole frame, whose payload lies in the buffer from begin to end. */
  @FunctionalInterface
  interface Sink {
    void onFrame(int opcode, ByteBuffer in, int begin, int end) throws IOException;
  }

  /** Hands on all whole frames; the buffer's position is then where the first part of one is. */
  static void read(ByteBuffer in, Sink sink) throws IOException {
    while (in.remaining() >= SHORT_HEAD_BYTES) {
      int start = in.position();
      int marked = in.get(start + 1) & LENGTH;
      int head = headBytes(marked);
      if (in.remaining() < head) {
        return;
      }
      long length = length(in, start, marked);
      if (length < 0 || length > in.capacity() - head) {
        throw new IOException("a frame of " + length + " bytes");
      }
      if (in.remaining() < head + length) {
        return;
      }
      int begin = start + head;
      int end = begin + (int) length;
      sink.onFrame(in.get(start) & OPCODE, in, begin, end);
      in.position(end);
    }
  }

  private static int headBytes(int marked) {
    return switch (marked) {
      case LENGTH_16 -> HEAD_16_BYTES;
      case LENGTH_64 -> HEAD_64_BYTES;
      default -> SHORT_HEAD_BYTES;
    };
  }

  private static long length(ByteBuffer in, int start, int marked) {
    return switch (marked) {
      case LENGTH_16 -> in.getShort(start + SHORT_HEAD_BYTES) & UNSIGNED_SHORT;
      case LENGTH_64 -> in.getLong(start + SHORT_HEAD_BYTES);
      default -> marked;
    };
  }

  /** A short frame as a client sends it; a mask of zeros is a mask. */
  static ByteBuffer masked(int opcode, byte[] payload) {
    if (payload.length >= LENGTH_16) {
      throw new IllegalArgumentException("too long for a short frame: " + payload.length);
    }
    return ByteBuffer.allocate(SHORT_HEAD_BYTES + Integer.BYTES + payload.length)
        .put((byte) (0x80 | opcode))
        .put((byte) (0x80 | payload.length))
        .putInt(0)
        .put(payload)
        .flip();
  }
}
