package io.poshub.protocol.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of an account's ledger. {@code points} and {@code held_points} are signed.
 *
 * @param amount what an earn was counted from, if it was
 * @param otherAccountId where a merge's points came from or went
 */
public record LoyaltyTransaction(
    String id,
    Type type,
    long points,
    long heldPoints,
    long balanceBefore,
    long balanceAfter,
    @Nullable Money amount,
    @Nullable String orderId,
    @Nullable String terminal,
    @Nullable String note,
    @Nullable String reason,
    @Nullable String idempotencyKey,
    @Nullable String reversesId,
    @Nullable String otherAccountId,
    Instant occurredAt,
    Instant recordedAt) {
  public LoyaltyTransaction {
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    if (Math.addExact(balanceBefore, points) != balanceAfter) {
      throw new IllegalArgumentException("the row does not add up");
    }
  }

  /** What happened to the account. */
  public enum Type {
    EARN,
    REDEEM,
    HOLD,
    CAPTURE,
    RELEASE,
    REVERSE,
    ADJUST,
    EXPIRE,
    MERGE
  }
}
