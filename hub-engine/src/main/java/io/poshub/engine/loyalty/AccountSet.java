package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loyalty accounts of one batch, locked, with what the commands need of their holds and
 * ledgers. One thread.
 *
 * <p>A merged account is never locked again: its phone stands for the account it was merged into.
 * Which one that is, is read first and without a lock; whoever then finds a locked account merged
 * meanwhile locks its target too.
 */
final class AccountSet implements RowSet {
  static final Kind<AccountSet> KIND = new Kind<>(LockOrder.LOYALTY_ACCOUNTS, AccountSet::new);

  private final Set<Phone> claimed = new LinkedHashSet<>();
  private final Set<String> claimedOrders = new LinkedHashSet<>();
  private final Set<String> claimedHolds = new LinkedHashSet<>();
  private final Set<String> claimedEntries = new LinkedHashSet<>();
  private final Set<String> claimedHoldOwners = new LinkedHashSet<>();

  private final Map<Phone, String> ownerByPhone = new HashMap<>();
  private final Map<String, AccountState> byId = new HashMap<>();
  private final Map<String, PointsHold> holds = new LinkedHashMap<>();
  private final Map<String, PastEntry> past = new HashMap<>();
  private final Map<String, EarlierEarn> earnedByOrder = new HashMap<>();

  private final Set<String> stored = new LinkedHashSet<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> changedHolds = new LinkedHashSet<>();
  private final List<AccountEntry> entries = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();

  private record Merge(String sourceId, String targetId) {}

  void claim(Phone phone) {
    claimed.add(phone);
  }

  void claimEarnedOrder(String orderId) {
    claimedOrders.add(orderId);
  }

  void claimHold(String holdId) {
    claimedHolds.add(holdId);
  }

  /** Claims a hold and whichever account has it. */
  void claimHoldAndAccount(String holdId) {
    claimedHolds.add(holdId);
    claimedHoldOwners.add(holdId);
  }

  void claimEntry(String entryId) {
    claimedEntries.add(entryId);
  }

  /** The account that a phone stands for. */
  Optional<AccountState> find(Phone phone) {
    return Optional.ofNullable(ownerByPhone.get(phone)).map(this::owner);
  }

  /** The account that has a hold. */
  Optional<AccountState> ownerOf(String holdId) {
    return Optional.ofNullable(holds.get(holdId)).map(hold -> owner(hold.accountId()));
  }

  Optional<PointsHold> hold(String holdId, AccountState account) {
    return Optional.ofNullable(holds.get(holdId))
        .filter(hold -> ownerId(hold.accountId()).equals(account.id()));
  }

  /** The account's holds whose time is over and that are open still. */
  List<PointsHold> lapsed(AccountState account, Instant now) {
    return holds.values().stream()
        .filter(hold -> hold.hold().hasLapsed(now))
        .filter(hold -> ownerId(hold.accountId()).equals(account.id()))
        .toList();
  }

  Optional<PastEntry> past(String entryId, AccountState account) {
    return Optional.ofNullable(past.get(entryId))
        .filter(entry -> ownerId(entry.accountId()).equals(account.id()));
  }

  /** What an order has earned, if it has. */
  Optional<EarlierEarn> earned(String orderId) {
    return Optional.ofNullable(earnedByOrder.get(orderId));
  }

  /** Whether that is, or has become, the same account. */
  boolean isSame(String accountId, Optional<AccountState> account) {
    return account.isPresent() && ownerId(accountId).equals(account.get().id());
  }

  /** Takes over a decision; a first row opens the account. */
  LoyaltyChange apply(AccountEntry entry, @Nullable PointsHold hold) {
    AccountState after = entry.after();
    byId.put(after.id(), after);
    ownerByPhone.putIfAbsent(after.phone(), after.id());
    changed.add(after.id());
    entries.add(entry);
    if (hold != null) {
      holds.put(hold.id(), hold);
      changedHolds.add(hold.id());
    }
    LoyaltyTransaction row = entry.row();
    LoyaltyChange change = new LoyaltyChange(after.wire(), row);
    if (row.type() == LoyaltyTransaction.Type.EARN && row.orderId() != null) {
      earnedByOrder.put(row.orderId(), new EarlierEarn(after.id(), change));
    }
    if (row.reversesId() != null) {
      past.computeIfPresent(row.reversesId(), (_, undone) -> undone.nowReversed());
    }
    if (after.mergedInto() != null) {
      merges.add(new Merge(after.id(), after.mergedInto()));
    }
    return change;
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    AccountRows rows = new AccountRows(connection);
    HoldRows holdRows = new HoldRows(connection);
    ownerByPhone.putAll(rows.owners(claimed));
    Set<String> wanted = new LinkedHashSet<>(ownerByPhone.values());
    holdRows.find(claimedHoldOwners).forEach(hold -> wanted.add(hold.accountId()));
    lock(rows, wanted);
    for (PointsHold hold : holdRows.find(claimedHolds)) {
      holds.put(hold.id(), hold);
    }
    for (PointsHold hold : holdRows.lapsed(withHolds(), batch.now())) {
      holds.put(hold.id(), hold);
    }
    EntryRows entryRows = new EntryRows(connection, batch.tenant().currency());
    entryRows.past(claimedEntries).forEach(entry -> past.put(entry.row().id(), entry));
    earnedByOrder.putAll(entryRows.earned(claimedOrders));
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    List<AccountState> added = new ArrayList<>();
    List<AccountState> updated = new ArrayList<>();
    for (String id : changed) {
      (stored.contains(id) ? updated : added).add(known(id));
    }
    AccountRows.insert(writes, added);
    AccountRows.update(writes, updated);
    HoldRows.write(writes, changedHolds.stream().map(holds::get).toList());
    for (Merge merge : merges) {
      AccountRows.follow(writes, merge.sourceId(), merge.targetId());
      HoldRows.move(writes, merge.sourceId(), merge.targetId());
    }
    EntryRows.insert(writes, entries);
  }

  private void lock(AccountRows rows, Collection<String> ids) throws SQLException {
    Collection<String> wanted = ids;
    while (!wanted.isEmpty()) {
      Set<String> targets = new LinkedHashSet<>();
      for (AccountState account : rows.lock(wanted)) {
        byId.put(account.id(), account);
        stored.add(account.id());
        if (account.mergedInto() != null) {
          targets.add(account.mergedInto());
        }
      }
      targets.removeAll(byId.keySet());
      wanted = targets;
    }
  }

  private List<String> withHolds() {
    return byId.values().stream()
        .filter(account -> account.purse().held() > 0)
        .map(AccountState::id)
        .toList();
  }

  private AccountState owner(String accountId) {
    return known(ownerId(accountId));
  }

  /** Follows merges, those of this batch too. */
  private String ownerId(String accountId) {
    String id = accountId;
    AccountState account = byId.get(id);
    while (account != null && account.mergedInto() != null) {
      id = account.mergedInto();
      account = byId.get(id);
    }
    return id;
  }

  private AccountState known(String accountId) {
    AccountState account = byId.get(accountId);
    if (account == null) {
      throw new IllegalStateException("the account was not claimed");
    }
    return account;
  }
}
