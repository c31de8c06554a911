package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * One complete answer. The gateway adds length, date and connection headers, and {@code
 * X-Request-Id}.
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
  public static final String JSON = "application/json";

  public HttpReply {
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("not a final status: " + status);
    }
  }

  public static HttpReply json(int status, byte[] body) {
    return new HttpReply(status, Map.of("Content-Type", JSON), body);
  }

  public static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
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
    return new HttpReply(status, all, body);
  }
}
