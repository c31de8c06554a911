package io.poshub.engine.outbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1.1 answer.
 *
 * @param headers by their names in lower case; of a repeated one the first
 */
record ResponseHead(int status, Map<String, String> headers) {
  static final int HEAD_MAX_BYTES = 16 * 1024;

  /** Answers before the answer, such as 103. */
  static final int INTERIM_MAX = 5;

  private static final int FINAL_MIN = 200;
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");

  ResponseHead {
    headers = Map.copyOf(headers);
  }

  /** The head of the final answer; its body has not been read. */
  static ResponseHead read(InputStream in) throws IOException {
    Lines lines = new Lines(in);
    for (int answer = 0; answer <= INTERIM_MAX; answer++) {
      ResponseHead head = one(lines);
      if (head.status() >= FINAL_MIN) {
        return head;
      }
    }
    throw new ProtocolException("too many interim answers");
  }

  private static ResponseHead one(Lines lines) throws IOException {
    Matcher first = STATUS_LINE.matcher(lines.next());
    if (!first.matches()) {
      throw new ProtocolException("not a status line");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return new ResponseHead(Integer.parseInt(first.group(1)), headers);
  }

  /** Reads lines, all of them together within the bound. One thread. */
  private static final class Lines {
    private final InputStream in;
    private int bytesLeft = HEAD_MAX_BYTES;

    Lines(InputStream in) {
      this.in = in;
    }

    String next() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the answer ended early");
        }
        bytesLeft--;
        if (bytesLeft < 0) {
          throw new ProtocolException("the head is too large");
        }
        if (next == '\n') {
          int end = line.length();
          return end > 0 && line.charAt(end - 1) == '\r'
              ? line.substring(0, end - 1)
              : line.toString();
        }
        line.append((char) (next & 0xff));
      }
    }
  }
}
