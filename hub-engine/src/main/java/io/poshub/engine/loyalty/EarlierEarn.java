package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Purse;
import io.poshub.engine.sql.Columns;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an order has earned.
 *
 * @param accountId for whom, or the account that one was merged into
 * @param change what was answered then
 */
record EarlierEarn(String accountId, LoyaltyChange change) {
  EarlierEarn {
    requireNonNull(accountId, "accountId is null");
    requireNonNull(change, "change is null");
  }

  /** Whether a wish says the same again; an amount counts, whatever it would earn by now. */
  boolean isSame(long points, @Nullable Money amount) {
    Money earlier = change.transaction().amount();
    if (amount != null && earlier != null) {
      return amount.equals(earlier);
    }
    return points == change.transaction().points();
  }

  /** The account right after the row, which has all of it that could have changed since. */
  static LoyaltyChange change(ResultSet row, LoyaltyTransaction transaction) throws SQLException {
    AccountState then =
        new AccountState(
            row.getString("account_id"),
            new Phone(row.getString("phone")),
            row.getString("name"),
            new Purse(transaction.balanceAfter(), row.getLong("held_after")),
            row.getLong("lifetime_after"),
            row.getLong("entry"),
            null,
            null,
            Columns.time(row, "created_at"),
            transaction.recordedAt());
    return new LoyaltyChange(then.wire(), transaction);
  }
}
