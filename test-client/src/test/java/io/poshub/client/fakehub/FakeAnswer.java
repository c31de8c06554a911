package io.poshub.client.fakehub;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a test lets the hub answer. */
public record FakeAnswer(int status, Map<String, String> headers, String body) {

  public static FakeAnswer ok(String json) {
    return new FakeAnswer(200, Map.of("Content-Type", "application/json"), json);
  }

  public static FakeAnswer created(String json) {
    return new FakeAnswer(201, Map.of("Content-Type", "application/json"), json);
  }

  public static FakeAnswer problem(int status, String code, boolean retryable) {
    String body =
        "{\"type\":\"about:blank\",\"title\":\"Refused.\",\"status\":%d,\"detail\":\"Because.\","
                .formatted(status)
            + "\"code\":\"%s\",\"request_id\":\"r-1\",\"retryable\":%b}".formatted(code, retryable);
    return new FakeAnswer(status, Map.of("Content-Type", "application/problem+json"), body);
  }

  public FakeAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new FakeAnswer(status, more, body);
  }

  /** The connection is cut instead of an answer. */
  public static FakeAnswer hangUp() {
    return new FakeAnswer(0, Map.of(), "");
  }
}
