package io.poshub.chaos.till;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One frame of RFC 6455 as a server sends it: whole messages, unmasked. Any thread. */
record WebSocketFrame(int opcode, byte[] payload) {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  /** Far above the largest event. */
  static final int PAYLOAD_MAX_BYTES = 4 * 1024 * 1024;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MASK_BYTES = 4;

  /** What a hub must never send. */
  static final class BadFrame extends IOException {
    private static final long serialVersionUID = 1;

    BadFrame(String what) {
      super(what);
    }
  }

  static WebSocketFrame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((first & FINAL) == 0 || (first & RESERVED) != 0 || (second & MASKED) != 0) {
      throw new BadFrame("header " + Integer.toHexString((first << 8) | second));
    }
    long length = second & LENGTH;
    if (length == LENGTH_16) {
      length = in.readUnsignedShort();
    } else if (length == LENGTH_64) {
      length = in.readLong();
    }
    if (length < 0 || length > PAYLOAD_MAX_BYTES) {
      throw new BadFrame("length " + length);
    }
    byte[] payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length < length) {
      throw new EOFException("the socket ended inside a frame");
    }
    return new WebSocketFrame(first & OPCODE, payload);
  }

  String text() {
    return new String(payload, UTF_8);
  }

  /** A close frame's code, if it has one. */
  @Nullable Integer closeCode() {
    return payload.length < 2 ? null : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
  }

  /** A short frame as a client sends it. */
  static byte[] masked(int opcode, byte[] payload) {
    if (payload.length >= LENGTH_16) {
      throw new IllegalArgumentException("too long for a till's frame: " + payload.length);
    }
    byte[] mask = new byte[MASK_BYTES];
    ThreadLocalRandom.current().nextBytes(mask);
    byte[] frame = new byte[2 + MASK_BYTES + payload.length];
    frame[0] = (byte) (FINAL | opcode);
    frame[1] = (byte) (MASKED | payload.length);
    System.arraycopy(mask, 0, frame, 2, MASK_BYTES);
    for (int i = 0; i < payload.length; i++) {
      frame[2 + MASK_BYTES + i] = (byte) (payload[i] ^ mask[i % MASK_BYTES]);
    }
    return frame;
  }
}
