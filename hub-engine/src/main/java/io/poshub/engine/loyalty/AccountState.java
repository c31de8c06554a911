package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Purse;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's row. Whatever happens to an account makes a new one of these.
 *
 * @param entries ledger rows written so far; none only while the account is being opened
 * @param chain that of the last row; null while all rows are older than chains
 * @param mergedInto the account that has its points now; null in one that still is its own
 */
public record AccountState(
    String id,
    Phone phone,
    @Nullable String name,
    Purse purse,
    long lifetimePoints,
    long entries,
    @Nullable Chain chain,
    @Nullable String mergedInto,
    Instant createdAt,
    Instant updatedAt) {
  public AccountState {
    requireNonNull(id, "id is null");
    requireNonNull(phone, "phone is null");
    requireNonNull(purse, "purse is null");
    if (lifetimePoints < 0 || entries < 0) {
      throw new IllegalArgumentException("an account has no fewer points and rows than none");
    }
    if (mergedInto != null && !purse.equals(Purse.EMPTY)) {
      throw new IllegalArgumentException("a merged account has no points");
    }
  }

  /** An account that has no row yet; its first ledger row opens it. */
  static AccountState opened(String id, Phone phone, Instant now) {
    return new AccountState(id, phone, null, Purse.EMPTY, 0, 0, null, null, now, now);
  }

  /** The account after its next ledger row. */
  AccountState after(Purse newPurse, long lifetimeDelta, Chain link, Instant now) {
    return new AccountState(
        id,
        phone,
        name,
        newPurse,
        Math.addExact(lifetimePoints, lifetimeDelta),
        entries + 1,
        link,
        mergedInto,
        createdAt,
        now);
  }

  AccountState mergedInto(String targetId) {
    return new AccountState(
        id, phone, name, purse, lifetimePoints, entries, chain, targetId, createdAt, updatedAt);
  }

  public LoyaltyAccount wire() {
    return wire(0);
  }

  /**
   * The account as others see it.
   *
   * @param lapsed what is held only because nobody has written yet that its time is over
   */
  LoyaltyAccount wire(long lapsed) {
    long held = purse.held() - lapsed;
    return new LoyaltyAccount(
        id,
        phone,
        name,
        mergedInto == null ? LoyaltyAccount.Status.ACTIVE : LoyaltyAccount.Status.MERGED,
        purse.balance(),
        held,
        purse.balance() - held,
        lifetimePoints,
        mergedInto,
        createdAt,
        updatedAt);
  }
}
