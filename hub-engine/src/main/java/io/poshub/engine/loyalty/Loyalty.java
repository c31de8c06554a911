package io.poshub.engine.loyalty;

import io.poshub.engine.idempotency.IdempotencyKey;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.read.GatheredReads;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the doors may do with loyalty points. Virtual threads: everything blocks. */
public final class Loyalty {
  private final Lanes lanes;
  private final Transactions transactions;
  private final InstantSource clock;
  private final GatheredReads<Tenant, Phone, AccountRows.Found> reads =
      new GatheredReads<>(this::read);

  public Loyalty(Lanes lanes, Transactions transactions, InstantSource clock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Gives holds back when their time is over. */
  public Map<TimerKind, TimerHandler> timers() {
    return Map.of(
        AccountDesk.LAPSE, (tenant, holdId) -> lanes.submit(tenant, new LapseHold(holdId)));
  }

  /** The account that a phone stands for. Any thread; it does not block. */
  public CompletionStage<Optional<LoyaltyAccount>> look(Tenant tenant, Phone phone) {
    return reads.ask(tenant, phone).thenApply(Loyalty::wire);
  }

  /** As {@link #look}, on a thread that may block. */
  public Optional<LoyaltyAccount> find(Tenant tenant, Phone phone) {
    return wire(reads.await(tenant, phone));
  }

  private static Optional<LoyaltyAccount> wire(Optional<AccountRows.Found> found) {
    return found.map(row -> row.account().wire(row.lapsed()));
  }

  public LoyaltyOutcome earn(Tenant tenant, PointsMove move) {
    return lanes.call(tenant, EarnPoints.of(move));
  }

  public LoyaltyOutcome redeem(Tenant tenant, PointsMove move) {
    return lanes.call(tenant, new RedeemPoints(move));
  }

  /** The first row that a call has written, if it has. */
  public Optional<WrittenEntry> ofCall(Tenant tenant, IdempotencyKey key) {
    return transactions.inTenant(
        tenant.slug(),
        connection -> new EntryRows(connection, tenant.currency()).written(key.value()));
  }

  /**
   * The account's ledger, newest first; empty if there is no account. The rows of an account that
   * was merged stay with it.
   *
   * @param before the {@code next} of the page before
   */
  public Optional<Page<LoyaltyTransaction>> transactions(
      Tenant tenant, Phone phone, @Nullable Long before, int limit) {
    return reads
        .await(tenant, phone)
        .map(found -> {
          List<EntryRows.Numbered> entries =
              transactions.inTenant(
                  tenant.slug(),
                  connection ->
                      new EntryRows(connection, tenant.currency())
                          .list(
                              found.account().id(),
                              before == null ? Long.MAX_VALUE : before,
                              limit + 1));
          return Page.cut(entries, limit, entry -> Long.toString(entry.entry()))
              .map(EntryRows.Numbered::row);
        });
  }

  private Map<Phone, AccountRows.Found> read(Tenant tenant, Set<Phone> phones) {
    return transactions.inTenant(
        tenant.slug(), connection -> new AccountRows(connection).find(phones, clock.instant()));
  }
}
