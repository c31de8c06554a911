package io.poshub.protocol.stream;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.RawJson;
import java.time.Instant;

/**
 * One committed event of a tenant's stream. {@code data} is JSON text and never changes: a replayed
 * event is byte for byte the live one.
 */
public record StreamEvent(
    String tenant, EventType type, String id, long seq, Instant time, String data)
    implements RawJson {
  public StreamEvent {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(type, "type is null");
    requireNonNull(id, "id is null");
    requireNonNull(time, "time is null");
    requireNonNull(data, "data is null");
    if (seq < 1) {
      throw new IllegalArgumentException("seq must be positive: " + seq);
    }
  }

  /**
   * The frame a terminal receives. Tenant and id are plain ASCII by construction and need no
   * escaping.
   */
  @Override
  public String json() {
    return "{\"type\":\""
        + type.wire()
        + "\",\"id\":\""
        + id
        + "\",\"seq\":"
        + seq
        + ",\"tenant\":\""
        + tenant
        + "\",\"time\":\""
        + Times.text(time)
        + "\",\"data\":"
        + data
        + "}";
  }
}
