package io.poshub.protocol.order;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How, when and where the guest gets the order; {@code address} is kept as the platform sent it.
 */
public record Fulfillment(
    FulfillmentType type,
    @Nullable Instant requestedAt,
    @Nullable Integer prepMinutes,
    @Nullable JsonValue address,
    @Nullable String table,
    @Nullable String instructions) {
  public Fulfillment {
    requireNonNull(type, "type is null");
  }
}
