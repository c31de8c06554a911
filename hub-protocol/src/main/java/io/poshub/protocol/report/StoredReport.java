package io.poshub.protocol.report;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Times;
import io.poshub.protocol.json.RawJson;
import java.time.Instant;

/**
 * A report with what the hub added; {@code document} is the JSON object of the submission and its
 * differences.
 */
public record StoredReport(String id, int revision, String document, Instant createdAt)
    implements RawJson {
  public StoredReport {
    requireNonNull(id, "id is null");
    requireNonNull(createdAt, "createdAt is null");
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be positive: " + revision);
    }
    if (document.length() <= 2 || document.charAt(0) != '{') {
      throw new IllegalArgumentException("document must be a JSON object with members");
    }
  }

  @Override
  public String json() {
    return "{\"id\":\""
        + id
        + "\",\"revision\":"
        + revision
        + ","
        + document.substring(1, document.length() - 1)
        + ",\"created_at\":\""
        + Times.text(createdAt)
        + "\"}";
  }
}
