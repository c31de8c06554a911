package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the doors may do with loyalty points. Virtual threads: everything blocks. */
public final class Loyalty {
  private final Lanes lanes;
  private final Transactions transactions;

  public Loyalty(Lanes lanes, Transactions transactions) {
    this.lanes = lanes;
    this.transactions = transactions;
  }

  public Optional<LoyaltyAccount> find(Tenant tenant, Phone phone) {
    return transactions
        .inTenant(tenant.slug(), connection -> new AccountRows(connection).find(phone))
        .map(AccountState::wire);
  }

  public LoyaltyOutcome earn(Tenant tenant, PointsMove move) {
    return lanes.call(tenant, new EarnPoints(move));
  }

  public LoyaltyOutcome redeem(Tenant tenant, PointsMove move) {
    return lanes.call(tenant, new RedeemPoints(move));
  }

  /**
   * The account's ledger, newest first; empty if there is no account.
   *
   * @param before the {@code next} of the page before
   */
  public Optional<Page<LoyaltyTransaction>> transactions(
      Tenant tenant, Phone phone, @Nullable Long before, int limit) {
    return transactions.inTenant(
        tenant.slug(),
        connection -> {
          AccountRows rows = new AccountRows(connection);
          Optional<AccountState> account = rows.find(phone);
          if (account.isEmpty()) {
            return Optional.empty();
          }
          List<AccountRows.Numbered> entries =
              rows.entries(account.get().id(), before == null ? Long.MAX_VALUE : before, limit + 1);
          return Optional.of(
              Page.cut(entries, limit, entry -> Long.toString(entry.entry()))
                  .map(AccountRows.Numbered::row));
        });
  }
}
