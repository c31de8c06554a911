package io.poshub.client.fakehub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request as it arrived; header names in lower case. */
public record FakeRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public @Nullable String parameter(String name) {
    return query.get(name);
  }

  boolean isUpgrade() {
    return "websocket".equalsIgnoreCase(headers.get("upgrade"));
  }

  static Map<String, String> parameters(String rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
