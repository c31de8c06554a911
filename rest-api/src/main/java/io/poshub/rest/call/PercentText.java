package io.poshub.rest.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding that refuses what it does not understand instead of guessing. Any thread. */
public final class PercentText {
  private static final int ESCAPE_CHARS = 3;
  private static final int HEX = 16;

  private PercentText() {}

  /** One segment of a path; empty on bad escapes, bad UTF-8 and control characters. */
  public static Optional<String> ofPathSegment(String text) {
    return decode(text, false);
  }

  /** A name or value of a query, where {@code +} is a space. */
  static Optional<String> ofQuery(String text) {
    return decode(text, true);
  }

  private static Optional<String> decode(String text, boolean plusIsSpace) {
    if (isPlain(text)) {
      return Optional.of(text);
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int value = escaped(text, i);
        if (value < 0) {
          return Optional.empty();
        }
        bytes.put((byte) value);
        i += ESCAPE_CHARS - 1;
      } else if (c > '~') {
        return Optional.empty();
      } else {
        bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
      }
    }
    return utf8(bytes.flip());
  }

  /** Whether nothing in it stands for something else, as in most. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '%' || c == '+') {
        return false;
      }
    }
    return true;
  }

  private static int escaped(String text, int at) {
    if (at + ESCAPE_CHARS > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at + 1), HEX);
    int low = Character.digit(text.charAt(at + 2), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static Optional<String> utf8(ByteBuffer bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString();
      return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
