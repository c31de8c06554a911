package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import io.poshub.client.http.JsonText;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;

/** One event as somebody received it; {@code text} is the frame, byte for byte. */
public record SeenEvent(long seq, String id, String type, String text) {
  public SeenEvent {
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    requireNonNull(text, "text is null");
  }

  /** Reads a frame that has a {@code seq} and an {@code id}. */
  public static SeenEvent of(String text) throws MalformedJsonException {
    return of(text, Json.parse(text));
  }

  /** As {@link #of(String)}, for a frame that was read already. */
  public static SeenEvent of(String text, JsonValue frame) throws MalformedJsonException {
    Long seq = JsonText.count(frame, "seq");
    String id = JsonText.at(frame, "id");
    String type = JsonText.at(frame, "type");
    if (seq == null || id == null || type == null) {
      throw new MalformedJsonException("not an event: " + text);
    }
    return new SeenEvent(seq, id, type, text);
  }

  /** For evidence: enough to find it again. */
  @Override
  public String toString() {
    return type + " seq " + seq + " id " + id;
  }
}
