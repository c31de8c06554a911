package io.poshub.engine.stream;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import java.time.Instant;

/** An event before it has its place in the stream. */
public record EventDraft(String id, EventType type, Instant time, String data) {
  public EventDraft {
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    requireNonNull(time, "time is null");
    requireNonNull(data, "data is null");
  }
}
