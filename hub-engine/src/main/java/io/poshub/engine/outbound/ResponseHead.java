package io.poshub.engine.outbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the status out of an HTTP/1.1 answer, within bounds. One thread. */
final class ResponseHead {
  static final int HEAD_MAX_BYTES = 16 * 1024;

  /** Answers before the answer, such as 103. */
  static final int INTERIM_MAX = 5;

  private static final int FINAL_MIN = 200;
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");

  private final InputStream in;
  private int bytesLeft = HEAD_MAX_BYTES;

  private ResponseHead(InputStream in) {
    this.in = in;
  }

  /** The status of the final answer; its body has not been read. */
  static int readStatus(InputStream in) throws IOException {
    ResponseHead head = new ResponseHead(in);
    for (int answer = 0; answer <= INTERIM_MAX; answer++) {
      int status = head.status();
      if (status >= FINAL_MIN) {
        return status;
      }
    }
    throw new ProtocolException("too many interim answers");
  }

  private int status() throws IOException {
    Matcher line = STATUS_LINE.matcher(line());
    if (!line.matches()) {
      throw new ProtocolException("not a status line");
    }
    while (!line().isEmpty()) {
      // Nothing but the status counts.
    }
    return Integer.parseInt(line.group(1));
  }

  private String line() throws IOException {
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
