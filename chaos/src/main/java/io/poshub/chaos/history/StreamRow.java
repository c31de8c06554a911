package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;

/** One event of the stream as {@code GET /events} tells it. */
public record StreamRow(SeenEvent event, EventFact fact) {
  public StreamRow {
    requireNonNull(event, "event is null");
    requireNonNull(fact, "fact is null");
  }

  public static StreamRow of(String text) throws MalformedJsonException {
    JsonValue frame = Json.parse(text);
    return new StreamRow(SeenEvent.of(text, frame), EventFact.of(frame));
  }

  public long seq() {
    return event.seq();
  }
}
