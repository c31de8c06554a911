package io.poshub.rest.webhook;

import io.poshub.protocol.EventType;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a webhook shall be. Pure; any thread. */
final class WebhookReader {
  /** More than any URL the hub sends to may have; how many that is, the engine says. */
  private static final int URL_MAX_CHARS = 4_096;

  private static final String EVENTS = "events";
  private static final String TYPES =
      Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.joining(", "));

  private WebhookReader() {}

  /** A webhook somebody wishes for. */
  record NewWebhook(String url, List<EventType> events) {
    NewWebhook {
      events = List.copyOf(events);
    }
  }

  static NewWebhook read(Fields fields) {
    String url = fields.text("url", URL_MAX_CHARS);
    List<EventType> events = events(fields);
    fields.check();
    return new NewWebhook(url, events);
  }

  private static List<EventType> events(Fields fields) {
    JsonValue value = fields.optionalAny(EVENTS);
    if (!(value instanceof JsonValue.Arr(List<JsonValue> items)) || items.isEmpty()) {
      fields.reject(EVENTS, "must be a list of one or more of " + TYPES);
      return List.of();
    }
    Set<EventType> events = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<EventType> type =
          items.get(i) instanceof JsonValue.Text(String text)
              ? EventType.ofWire(text)
              : Optional.empty();
      if (type.isEmpty()) {
        fields.reject(EVENTS + "[" + i + "]", "must be one of " + TYPES);
      } else {
        events.add(type.get());
      }
    }
    return List.copyOf(events);
  }
}
