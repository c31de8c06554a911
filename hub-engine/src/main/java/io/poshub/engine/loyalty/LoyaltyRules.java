package io.poshub.engine.loyalty;

import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.time.Instant;
import java.util.Optional;

/** What may happen to an account: pure functions. Any thread. */
final class LoyaltyRules {
  private LoyaltyRules() {}

  static AccountEntry earn(AccountState account, PointsMove wish, String entryId, Instant now) {
    AccountState after =
        account.moved(
            Math.addExact(account.points(), wish.points()),
            Math.addExact(account.lifetimePoints(), wish.points()),
            now);
    return new AccountEntry(
        after,
        row(entryId, LoyaltyTransaction.Type.EARN, wish.points(), account.points(), wish, now));
  }

  /** Empty if the account has not enough that is not held. */
  static Optional<AccountEntry> redeem(
      AccountState account, PointsMove wish, String entryId, Instant now) {
    if (wish.points() > account.available()) {
      return Optional.empty();
    }
    AccountState after =
        account.moved(account.points() - wish.points(), account.lifetimePoints(), now);
    return Optional.of(
        new AccountEntry(
            after,
            row(
                entryId,
                LoyaltyTransaction.Type.REDEEM,
                -wish.points(),
                account.points(),
                wish,
                now)));
  }

  private static LoyaltyTransaction row(
      String id,
      LoyaltyTransaction.Type type,
      long points,
      long before,
      PointsMove wish,
      Instant now) {
    return new LoyaltyTransaction(
        id,
        type,
        points,
        0,
        before,
        before + points,
        wish.orderId(),
        wish.terminal(),
        wish.note(),
        wish.reason(),
        null,
        null,
        now,
        now);
  }
}
