package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * One complete answer. The gateway adds length, date and connection headers, and {@code
 * X-Request-Id}.
 *
 * @param isPassing whether it may be wrong later although nothing was written
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body, boolean isPassing) {
  public static final String JSON = "application/json";

  public HttpReply {
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("not a final status: " + status);
    }
  }

  public HttpReply(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, false);
  }

  public static HttpReply json(int status, byte[] body) {
    return new HttpReply(status, Map.of("Content-Type", JSON), body);
  }

  public static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
  }

  /** The same, but time alone will make it wrong. */
  public HttpReply passing() {
    return new HttpReply(status, headers, body, true);
  }

  public HttpReply with(String name, String value) {
    return with(Map.of(name, value));
  }

  public HttpReply with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    return new HttpReply(status, all, body, isPassing);
  }
}
