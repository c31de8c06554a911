package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Times;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.RawJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it. {@code details} and {@code fulfillment} are the JSON objects stored
 * with it; the members of {@code details} are shown beside the others, not inside a member of their
 * own.
 */
public record Order(
    String id,
    int version,
    OrderSource source,
    @Nullable String externalId,
    String displayNumber,
    OrderStatus status,
    String fulfillment,
    String details,
    @Nullable String note,
    @Nullable String reason,
    OrderHandling handling,
    Instant placedAt,
    Instant createdAt,
    Instant updatedAt)
    implements RawJson {
  public Order {
    requireNonNull(id, "id is null");
    requireNonNull(source, "source is null");
    requireNonNull(status, "status is null");
    requireNonNull(displayNumber, "displayNumber is null");
    requireNonNull(handling, "handling is null");
    requireNonNull(placedAt, "placedAt is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
    if (version < 1) {
      throw new IllegalArgumentException("version must be positive: " + version);
    }
    if (details.length() <= 2 || details.charAt(0) != '{') {
      throw new IllegalArgumentException("details must be a JSON object with members");
    }
  }

  @Override
  public String json() {
    StringBuilder out = new StringBuilder(details.length() + fulfillment.length() + 560);
    out.append("{\"id\":\"").append(id).append("\",\"version\":").append(version);
    out.append(",\"source\":\"").append(source.wire()).append('"');
    text(out, "external_id", externalId);
    text(out, "display_number", displayNumber);
    out.append(",\"status\":\"").append(status.wire()).append('"');
    out.append(",\"fulfillment\":").append(fulfillment);
    out.append(',').append(details, 1, details.length() - 1);
    text(out, "note", note);
    text(out, "reason", reason);
    out.append(",\"ack\":").append(Json.write(handling.ack()));
    if (handling.claim() != null) {
      out.append(",\"claim\":").append(Json.write(handling.claim()));
    }
    out.append(",\"print\":").append(Json.write(handling.print()));
    time(out, "placed_at", placedAt);
    time(out, "created_at", createdAt);
    time(out, "updated_at", updatedAt);
    return out.append('}').toString();
  }

  /** The same order, handled further. */
  public Order with(OrderHandling now) {
    return new Order(
        id,
        version,
        source,
        externalId,
        displayNumber,
        status,
        fulfillment,
        details,
        note,
        reason,
        now,
        placedAt,
        createdAt,
        updatedAt);
  }

  private static void text(StringBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.append(",\"").append(name).append("\":").append(Json.write(value));
    }
  }

  private static void time(StringBuilder out, String name, Instant value) {
    out.append(",\"").append(name).append("\":\"").append(Times.text(value)).append('"');
  }
}
