package io.poshub.protocol.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's points.
 *
 * @param mergedInto the account that has this one's points now, if it was merged
 */
public record LoyaltyAccount(
    String id,
    Phone phone,
    @Nullable String name,
    Status status,
    long points,
    long held,
    long available,
    long lifetimePoints,
    @Nullable String mergedInto,
    Instant createdAt,
    Instant updatedAt) {
  public LoyaltyAccount {
    requireNonNull(id, "id is null");
    requireNonNull(phone, "phone is null");
    requireNonNull(status, "status is null");
    if (available != points - held) {
      throw new IllegalArgumentException("available must be points - held");
    }
    if ((status == Status.MERGED) != (mergedInto != null)) {
      throw new IllegalArgumentException("a merged account, and no other, has a target");
    }
  }

  /** Whether the account still is one of its own. */
  public enum Status {
    ACTIVE,
    MERGED
  }
}
