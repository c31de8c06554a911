package io.poshub.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as bytes, with places of fixed width for the moment it is sent and for a number of its
 * own. One thread.
 */
public final class RequestTemplate {
  /** Where the moment goes. */
  public static final String STAMP = "%STAMP%";

  /** Where the number goes. */
  public static final String NUMBER = "%NUMBER%";

  /** What stands before a moment, so that it is found again in whatever comes back. */
  public static final String STAMP_MARK = "ts:";

  static final int STAMP_DIGITS = 19;
  static final int NUMBER_DIGITS = 15;
  private static final int RADIX = 10;

  private final int tenant;
  private final byte[] bytes;
  private final int[] stampAt;
  private final int[] numberAt;

  private RequestTemplate(int tenant, byte[] bytes, int[] stampAt, int[] numberAt) {
    this.tenant = tenant;
    this.bytes = bytes;
    this.stampAt = stampAt;
    this.numberAt = numberAt;
  }

  public static RequestTemplate get(int tenant, String path, String headers) {
    return of(tenant, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n");
  }

  public static RequestTemplate post(int tenant, String path, String headers, String body) {
    int length = filled(body).getBytes(UTF_8).length;
    return of(
        tenant,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  private static RequestTemplate of(int tenant, String text) {
    List<Integer> stamps = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
      out.append(text, from, at);
      int bytesBefore = out.toString().getBytes(UTF_8).length;
      if (text.startsWith(STAMP, at)) {
        stamps.add(bytesBefore);
        out.append("0".repeat(STAMP_DIGITS));
        from = at + STAMP.length();
      } else if (text.startsWith(NUMBER, at)) {
        numbers.add(bytesBefore);
        out.append("0".repeat(NUMBER_DIGITS));
        from = at + NUMBER.length();
      } else {
        out.append('%');
        from = at + 1;
      }
    }
    out.append(text.substring(from));
    return new RequestTemplate(
        tenant, out.toString().getBytes(UTF_8), array(stamps), array(numbers));
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String filled(String text) {
    return text.replace(STAMP, "0".repeat(STAMP_DIGITS)).replace(NUMBER, "0".repeat(NUMBER_DIGITS));
  }

  /** Whose request it is, as a number below that of all tenants. */
  int tenant() {
    return tenant;
  }

  int sizeBytes() {
    return bytes.length;
  }

  void write(ByteBuffer out, long stampNanos, long number) {
    for (int at : stampAt) {
      digits(at, STAMP_DIGITS, stampNanos);
    }
    for (int at : numberAt) {
      digits(at, NUMBER_DIGITS, number);
    }
    out.put(bytes);
  }

  private void digits(int at, int width, long value) {
    long rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % RADIX);
      rest /= RADIX;
    }
  }
}
