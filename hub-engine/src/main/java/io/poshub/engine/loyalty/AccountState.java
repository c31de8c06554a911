package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account's row. Whatever happens to an account makes a new one of these. */
public record AccountState(
    String id,
    Phone phone,
    @Nullable String name,
    long points,
    long held,
    long lifetimePoints,
    long entries,
    Instant createdAt,
    Instant updatedAt) {
  public AccountState {
    requireNonNull(id, "id is null");
    requireNonNull(phone, "phone is null");
    if (held < 0 || points < held || lifetimePoints < 0 || entries < 0) {
      throw new IllegalArgumentException("0 <= held <= points does not hold");
    }
  }

  /** An account that has no row yet; its first ledger row opens it. */
  static AccountState opened(String id, Phone phone, Instant now) {
    return new AccountState(id, phone, null, 0, 0, 0, 0, now, now);
  }

  public long available() {
    return points - held;
  }

  /** The account after one more ledger row. */
  AccountState moved(long newPoints, long newLifetimePoints, Instant now) {
    return new AccountState(
        id, phone, name, newPoints, held, newLifetimePoints, entries + 1, createdAt, now);
  }

  public LoyaltyAccount wire() {
    return new LoyaltyAccount(
        id, phone, name, points, held, available(), lifetimePoints, createdAt, updatedAt);
  }
}
