package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.JsonValue;
import java.time.Instant;

/**
 * One event of the tenant's stream. {@code type} is one of {@link io.poshub.protocol.EventType}, or
 * a word that a newer hub has added.
 */
public record TerminalEvent(
    String type, String id, long seq, String tenant, Instant time, JsonValue data) {
  public TerminalEvent {
    requireNonNull(type, "type is null");
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(time, "time is null");
    requireNonNull(data, "data is null");
  }

  /** Data may hold customers' names and phones; a log line gets none of it. */
  @Override
  public String toString() {
    return "TerminalEvent[" + type + " " + seq + " " + id + "]";
  }
}
