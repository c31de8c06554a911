package io.poshub.rest.call;

import io.poshub.protocol.json.Json;
import io.poshub.rest.HttpReply;
import java.util.Map;

/** JSON answers. Any thread. */
public final class Answers {
  private Answers() {}

  /** A record or an ordered map as the body. */
  public static HttpReply json(int status, Object body) {
    return HttpReply.json(status, Json.writeBytes(body));
  }

  /** {@code {name: value}}. */
  public static HttpReply of(int status, String name, Object value) {
    return json(status, Map.of(name, value));
  }

  public static HttpReply noContent() {
    return HttpReply.empty(204);
  }
}
