package io.poshub.engine.outbound;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HexFormat;
import java.util.Locale;

/** Reads the body of an HTTP/1.1 answer, within a bound. One thread. */
final class ResponseBody {
  private static final int CHUNK_LINE_MAX_BYTES = 256;
  private static final int CHUNK_DIGITS_MAX = 7;
  private static final int TRAILERS_MAX = 64;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final InputStream in;
  private final int maxBytes;

  private ResponseBody(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  static byte[] read(InputStream in, ResponseHead head, int maxBytes) throws IOException {
    if (head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
      return new byte[0];
    }
    ResponseBody body = new ResponseBody(in, maxBytes);
    String coding = head.headers().getOrDefault("transfer-encoding", "");
    if (!coding.isEmpty()) {
      if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
        throw new ProtocolException("an unknown transfer coding");
      }
      return body.chunked();
    }
    String length = head.headers().getOrDefault("content-length", "");
    return length.isEmpty() ? body.untilEnd() : body.exactly(length);
  }

  private byte[] exactly(String length) throws IOException {
    if (!length.chars().allMatch(c -> c >= '0' && c <= '9') || length.length() > 9) {
      throw new ProtocolException("not a length");
    }
    return exactly(Integer.parseInt(length));
  }

  private byte[] exactly(int length) throws IOException {
    requireRoom(length);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ended early");
    }
    return body;
  }

  private byte[] untilEnd() throws IOException {
    byte[] body = in.readNBytes(maxBytes + 1);
    requireRoom(body.length);
    return body;
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      requireRoom(body.size() + size);
      body.write(exactly(size));
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk is longer than it says");
      }
    }
    for (int trailers = 0; !line().isEmpty(); trailers++) {
      if (trailers == TRAILERS_MAX) {
        throw new ProtocolException("too many trailers");
      }
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String digits = line().split(";", 2)[0].strip();
    if (digits.isEmpty()
        || digits.length() > CHUNK_DIGITS_MAX
        || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new ProtocolException("not the size of a chunk");
    }
    return HexFormat.fromHexDigits(digits);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer ended early");
      }
      if (line.length() == CHUNK_LINE_MAX_BYTES) {
        throw new ProtocolException("a line is too long");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private void requireRoom(int bytes) throws IOException {
    if (bytes > maxBytes) {
      throw new ProtocolException("the answer is too large");
    }
  }
}
