package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loyalty accounts of one batch, locked, and the orders that have earned already. One thread.
 */
final class AccountSet implements RowSet {
  static final Kind<AccountSet> KIND = new Kind<>(LockOrder.LOYALTY_ACCOUNTS, AccountSet::new);

  private final Set<Phone> claimed = new LinkedHashSet<>();
  private final Set<String> claimedOrders = new LinkedHashSet<>();
  private final Map<Phone, AccountState> byPhone = new HashMap<>();
  private final Map<String, LoyaltyChange> earnedByOrder = new HashMap<>();
  private final Set<Phone> stored = new LinkedHashSet<>();
  private final Set<Phone> changed = new LinkedHashSet<>();
  private final List<AccountEntry> entries = new ArrayList<>();

  void claim(Phone phone) {
    claimed.add(phone);
  }

  void claimEarnedOrder(String orderId) {
    claimedOrders.add(orderId);
  }

  Optional<AccountState> find(Phone phone) {
    return Optional.ofNullable(byPhone.get(phone));
  }

  /** What an order has earned, if it has. */
  Optional<LoyaltyChange> earned(String orderId) {
    return Optional.ofNullable(earnedByOrder.get(orderId));
  }

  /** Takes over a decision; a first row opens the account. */
  LoyaltyChange apply(AccountEntry entry) {
    byPhone.put(entry.after().phone(), entry.after());
    changed.add(entry.after().phone());
    entries.add(entry);
    LoyaltyChange change = new LoyaltyChange(entry.after().wire(), entry.row());
    if (entry.row().type() == LoyaltyTransaction.Type.EARN && entry.row().orderId() != null) {
      earnedByOrder.put(entry.row().orderId(), change);
    }
    return change;
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    AccountRows rows = new AccountRows(connection);
    for (AccountState account : rows.lock(claimed)) {
      byPhone.put(account.phone(), account);
      stored.add(account.phone());
    }
    earnedByOrder.putAll(rows.earned(claimedOrders));
  }

  @Override
  public void flush(Connection connection, Batch batch) throws SQLException {
    AccountRows rows = new AccountRows(connection);
    List<AccountState> added = new ArrayList<>();
    List<AccountState> updated = new ArrayList<>();
    for (Phone phone : changed) {
      AccountState account = find(phone).orElseThrow();
      (stored.contains(phone) ? updated : added).add(account);
    }
    rows.insert(added);
    rows.update(updated);
    rows.insertEntries(entries);
  }
}
