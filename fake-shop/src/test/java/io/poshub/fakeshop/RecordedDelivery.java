package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a delivery is, in one line: topic, kind of body, names of the headers. Pure. */
final class RecordedDelivery {
  private RecordedDelivery() {}

  /** The recorded deliveries of a case, sorted. */
  static List<String> lines(Recording recording) {
    List<String> lines = new ArrayList<>();
    for (JsonValue delivery : items(recording.json().members().get("deliveries"))) {
      lines.add(line((JsonValue.Obj) delivery));
    }
    return lines.stream().sorted().toList();
  }

  static String line(Delivery delivery) {
    return delivery.headers().get("X-WC-Webhook-Topic")
        + " "
        + kind(new String(delivery.body(), StandardCharsets.UTF_8))
        + " "
        + new TreeSet<>(delivery.headers().keySet());
  }

  private static String line(JsonValue.Obj delivery) {
    Set<String> names = new TreeSet<>();
    String topic = "";
    for (JsonValue pair : items(delivery.members().get("headers"))) {
      String name = text(items(pair).getFirst());
      if (name.startsWith("X-WC") || name.equals("Content-Type") || name.equals("User-Agent")) {
        names.add(name);
      }
      if (name.equals("X-WC-Webhook-Topic")) {
        topic = text(items(pair).getLast());
      }
    }
    return topic + " " + kind(body(delivery)) + " " + names;
  }

  static String body(JsonValue delivery) {
    return new String(
        Base64.getDecoder().decode(Recording.text((JsonValue.Obj) delivery, "bodyBase64")),
        StandardCharsets.UTF_8);
  }

  /** An order with its status and members, only an id, or an error. */
  private static String kind(String body) {
    try {
      JsonValue.Obj json = (JsonValue.Obj) Json.parse(body);
      return Recording.text(json, "code")
          + Recording.text(json, "status")
          + new TreeSet<>(json.members().keySet());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  static List<JsonValue> items(@Nullable JsonValue value) {
    return value instanceof JsonValue.Arr(List<JsonValue> items) ? items : List.of();
  }

  private static String text(JsonValue value) {
    return value instanceof JsonValue.Text(String text) ? text : "";
  }
}
