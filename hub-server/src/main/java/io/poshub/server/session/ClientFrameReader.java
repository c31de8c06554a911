package io.poshub.server.session;

import io.netty.buffer.ByteBuf;
import io.poshub.protocol.CloseCode;
import io.poshub.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's frames as strictly as RFC 6455 asks: masked, no reserved bits, no unknown
 * opcodes, shortest lengths, control frames small and whole, text in UTF-8. Holds nothing between
 * frames unless a message is in fragments. One socket's loop.
 */
final class ClientFrameReader {
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int CONTROL_MAX_BYTES = 125;
  private static final int MASK_BYTES = 4;

  private static final long NOT_YET = -1;
  private static final long NOT_SHORTEST = -2;

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private @Nullable ByteArrayOutputStream fragments;

  /**
   * Takes the next frame from {@code in}. Returns null if it is not complete yet (then nothing is
   * consumed) or was a fragment (then it is).
   */
  @Nullable ClientMessage next(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < 2) {
      return null;
    }
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int opcode = first & OPCODE;
    boolean fin = (first & FIN) != 0;
    CloseCode wrong = wrongHeader(first, second, opcode, fin);
    if (wrong != null) {
      return new ClientMessage.Violation(wrong);
    }
    long length = length(in, second & LENGTH);
    if (length == NOT_YET) {
      in.readerIndex(start);
      return null;
    }
    if (length == NOT_SHORTEST) {
      return new ClientMessage.Violation(CloseCode.PROTOCOL_ERROR);
    }
    if (length + (isControl(opcode) ? 0 : collected()) > Limits.CLIENT_MESSAGE_MAX_BYTES) {
      return new ClientMessage.Violation(CloseCode.MESSAGE_TOO_BIG);
    }
    if (in.readableBytes() < MASK_BYTES + length) {
      in.readerIndex(start);
      return null;
    }
    return message(opcode, fin, payload(in, (int) length));
  }

  private @Nullable CloseCode wrongHeader(int first, int second, int opcode, boolean fin) {
    if ((first & RESERVED) != 0 || (second & MASKED) == 0) {
      return CloseCode.PROTOCOL_ERROR;
    }
    return switch (opcode) {
      case CLOSE, PING, PONG ->
          fin && (second & LENGTH) <= CONTROL_MAX_BYTES ? null : CloseCode.PROTOCOL_ERROR;
      case CONTINUATION -> fragments == null ? CloseCode.PROTOCOL_ERROR : null;
      case TEXT -> fragments == null ? null : CloseCode.PROTOCOL_ERROR;
      case BINARY -> CloseCode.UNSUPPORTED_DATA;
      default -> CloseCode.PROTOCOL_ERROR;
    };
  }

  private static long length(ByteBuf in, int length) {
    if (length == LENGTH_16_BITS) {
      if (in.readableBytes() < Short.BYTES) {
        return NOT_YET;
      }
      int value = in.readUnsignedShort();
      return value < LENGTH_16_BITS ? NOT_SHORTEST : value;
    }
    if (length == LENGTH_64_BITS) {
      if (in.readableBytes() < Long.BYTES) {
        return NOT_YET;
      }
      long value = in.readLong();
      if (value >= 0 && value <= 0xffff) {
        return NOT_SHORTEST;
      }
      // A negative length is one beyond 2^63; both are far too big.
      return value < 0 ? Long.MAX_VALUE / 2 : value;
    }
    return length;
  }

  private static byte[] payload(ByteBuf in, int length) {
    byte[] mask = new byte[MASK_BYTES];
    in.readBytes(mask);
    byte[] payload = new byte[length];
    in.readBytes(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % MASK_BYTES];
    }
    return payload;
  }

  private @Nullable ClientMessage message(int opcode, boolean fin, byte[] payload) {
    return switch (opcode) {
      case CLOSE -> close(payload);
      case PING -> new ClientMessage.Ping(payload);
      case PONG -> new ClientMessage.Pong(payload);
      default -> text(fin, payload);
    };
  }

  private @Nullable ClientMessage text(boolean fin, byte[] payload) {
    ByteArrayOutputStream earlier = fragments;
    if (!fin) {
      fragments = earlier == null ? new ByteArrayOutputStream() : earlier;
      fragments.writeBytes(payload);
      return null;
    }
    byte[] whole = payload;
    if (earlier != null) {
      earlier.writeBytes(payload);
      whole = earlier.toByteArray();
      fragments = null;
    }
    return isUtf8(whole, 0)
        ? new ClientMessage.Text(whole)
        : new ClientMessage.Violation(CloseCode.INVALID_UTF8);
  }

  private static ClientMessage close(byte[] payload) {
    if (payload.length == 0) {
      return new ClientMessage.Close(payload);
    }
    if (payload.length == 1 || !isCloseCode(((payload[0] & 0xff) << 8) | (payload[1] & 0xff))) {
      return new ClientMessage.Violation(CloseCode.PROTOCOL_ERROR);
    }
    return isUtf8(payload, 2)
        ? new ClientMessage.Close(Arrays.copyOf(payload, Short.BYTES))
        : new ClientMessage.Violation(CloseCode.INVALID_UTF8);
  }

  /**
   * The codes that may be sent: registered ones that are not reserved for local use, and the free
   * ranges.
   */
  private static boolean isCloseCode(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  private static boolean isUtf8(byte[] bytes, int from) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  private int collected() {
    return fragments == null ? 0 : fragments.size();
  }
}
