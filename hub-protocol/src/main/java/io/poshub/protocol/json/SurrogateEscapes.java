package io.poshub.protocol.json;

import java.nio.charset.StandardCharsets;

/** Escaped halves of surrogate pairs in JSON: alone they stand for no character. Any thread. */
final class SurrogateEscapes {
  private static final int ESCAPE_BYTES = 6;
  private static final int NONE = -1;
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);

  private SurrogateEscapes() {}

  /** The same JSON with U+FFFD for each half that stands alone. */
  static byte[] mended(byte[] json) {
    byte[] out = json.clone();
    int at = 0;
    while (at < json.length) {
      // A backslash is only ever part of an escape, and an escaped one is no beginning of another.
      if (json[at] != '\\') {
        at++;
        continue;
      }
      int unit = unit(json, at);
      if (unit == NONE) {
        at += 2;
      } else if (isHigh(unit) && isLow(unit(json, at + ESCAPE_BYTES))) {
        at += 2 * ESCAPE_BYTES;
      } else {
        if (isHigh(unit) || isLow(unit)) {
          System.arraycopy(REPLACEMENT, 0, out, at, ESCAPE_BYTES);
        }
        at += ESCAPE_BYTES;
      }
    }
    return out;
  }

  private static boolean isHigh(int unit) {
    return unit != NONE && Character.isHighSurrogate((char) unit);
  }

  private static boolean isLow(int unit) {
    return unit != NONE && Character.isLowSurrogate((char) unit);
  }

  /** The UTF-16 unit that is escaped there; {@link #NONE} if there is no such escape. */
  private static int unit(byte[] json, int at) {
    if (at + ESCAPE_BYTES > json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return NONE;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_BYTES; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return NONE;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }
}
