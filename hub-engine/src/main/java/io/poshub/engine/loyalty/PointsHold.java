package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Hold;
import io.poshub.protocol.loyalty.LoyaltyHold;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points of an account that are reserved. */
record PointsHold(String accountId, Hold hold, @Nullable String orderId, Instant createdAt) {
  PointsHold {
    requireNonNull(accountId, "accountId is null");
    requireNonNull(hold, "hold is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  String id() {
    return hold.id();
  }

  boolean isOpen() {
    return hold.status() == Hold.Status.OPEN;
  }

  PointsHold with(Hold changed) {
    return new PointsHold(accountId, changed, orderId, createdAt);
  }

  LoyaltyHold wire() {
    return new LoyaltyHold(
        hold.id(),
        hold.amount(),
        LoyaltyHold.Status.valueOf(hold.status().name()),
        hold.status() == Hold.Status.CAPTURED ? hold.capturedAmount() : null,
        orderId,
        hold.expiresAt(),
        createdAt);
  }
}
