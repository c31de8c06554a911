package io.poshub.server.session;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.poshub.protocol.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Whatever bytes come, and however they are cut: the reader never fails, never goes on after a
 * violation, never hands on more than may be, and reads the same from the same bytes.
 */
class ClientFrameReaderFuzzTest {
  private static final long NEVER_NANOS = 0;

  @FuzzTest(maxDuration = "30s")
  void anyBytesInAnyPieces(byte[] data) {
    // The first byte says how the others are cut.
    int cut = data.length == 0 ? 1 : 1 + (data[0] & 0x3f);
    byte[] bytes = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
    List<String> whole = read(bytes, Math.max(1, bytes.length));
    List<String> pieces = read(bytes, cut);
    if (!whole.equals(pieces)) {
      throw new AssertionError("whole " + whole + " but in pieces " + pieces);
    }
  }

  private static List<String> read(byte[] bytes, int pieceBytes) {
    ClientInput input = new ClientInput(NEVER_NANOS);
    List<String> seen = new ArrayList<>();
    for (int at = 0; at < bytes.length && !isOver(seen); at += pieceBytes) {
      int length = Math.min(pieceBytes, bytes.length - at);
      ByteBuf piece = Unpooled.copiedBuffer(bytes, at, length);
      input.read(piece, NEVER_NANOS, message -> seen.add(name(message)));
      if (piece.refCnt() != 0) {
        throw new AssertionError("the bytes were not given back");
      }
    }
    input.release();
    return seen;
  }

  private static boolean isOver(List<String> seen) {
    return !seen.isEmpty() && seen.getLast().startsWith("violation");
  }

  private static String name(ClientMessage message) {
    return switch (message) {
      case ClientMessage.Text(byte[] utf8) ->
          "text " + bounded(utf8, Limits.CLIENT_MESSAGE_MAX_BYTES);
      case ClientMessage.Ping(byte[] payload) -> "ping " + bounded(payload, 125);
      case ClientMessage.Pong(byte[] payload) -> "pong " + bounded(payload, 125);
      case ClientMessage.Close(byte[] code) -> "close " + bounded(code, 2);
      case ClientMessage.Violation(var code) -> "violation " + code;
      case ClientMessage.TooMany() -> "too many";
    };
  }

  private static String bounded(byte[] bytes, int max) {
    if (bytes.length > max) {
      throw new AssertionError("more than may be: " + bytes.length);
    }
    return HexFormat.of().formatHex(bytes);
  }
}
