package io.poshub.bench.load;

import java.nio.ByteBuffer;

/**
 * Finds the moment a message was sent in what was received. Messages of one server look alike, so
 * it looks first where it found the last one. One thread.
 */
final class StampFinder {
  static final long NONE = -1;

  private static final byte T = 't';
  private static final byte S = 's';
  private static final byte COLON = ':';
  private static final int MARK_BYTES = RequestTemplate.STAMP_MARK.length();
  private static final int RADIX = 10;

  private int lastOffset;

  /** The moment in the bytes from {@code begin} to {@code end}, or {@link #NONE}. */
  long find(ByteBuffer in, int begin, int end) {
    int last = end - MARK_BYTES - RequestTemplate.STAMP_DIGITS;
    int hint = begin + lastOffset;
    if (hint <= last && isMark(in, hint)) {
      return number(in, hint + MARK_BYTES);
    }
    for (int at = begin; at <= last; at++) {
      if (isMark(in, at)) {
        lastOffset = at - begin;
        return number(in, at + MARK_BYTES);
      }
    }
    return NONE;
  }

  private static boolean isMark(ByteBuffer in, int at) {
    return in.get(at) == T && in.get(at + 1) == S && in.get(at + 2) == COLON;
  }

  private static long number(ByteBuffer in, int at) {
    long number = 0;
    for (int i = 0; i < RequestTemplate.STAMP_DIGITS; i++) {
      number = number * RADIX + (in.get(at + i) - '0');
    }
    return number;
  }
}
