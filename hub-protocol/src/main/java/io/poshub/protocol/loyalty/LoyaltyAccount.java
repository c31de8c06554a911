package io.poshub.protocol.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer's points. */
public record LoyaltyAccount(
    String id,
    Phone phone,
    @Nullable String name,
    long points,
    long held,
    long available,
    long lifetimePoints,
    Instant createdAt,
    Instant updatedAt) {
  public LoyaltyAccount {
    requireNonNull(id, "id is null");
    requireNonNull(phone, "phone is null");
    if (available != points - held) {
      throw new IllegalArgumentException("available must be points - held");
    }
  }
}
