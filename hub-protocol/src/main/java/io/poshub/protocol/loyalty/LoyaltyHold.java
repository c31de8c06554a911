package io.poshub.protocol.loyalty;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points of an account that are reserved until they are taken, given back or lapse. */
public record LoyaltyHold(
    String id,
    long points,
    Status status,
    @Nullable Long capturedPoints,
    @Nullable String orderId,
    Instant expiresAt,
    Instant createdAt) {
  public LoyaltyHold {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  /** How far a hold has come. */
  public enum Status {
    OPEN,
    CAPTURED,
    RELEASED,
    EXPIRED
  }
}
