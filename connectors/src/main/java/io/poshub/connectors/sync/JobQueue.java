package io.poshub.connectors.sync;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.shop.ShopQueue;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people may do with jobs. Virtual threads: everything blocks. */
final class JobQueue implements ShopQueue {
  /** How long what was done is kept. */
  static final Duration DONE_KEPT = Duration.ofDays(30);

  private static final int PRUNE_CHUNK = 1_000;

  private final Transactions transactions;
  private final Lanes lanes;
  private final Tenants tenants;
  private final InstantSource clock;

  JobQueue(Transactions transactions, Lanes lanes, Tenants tenants, InstantSource clock) {
    this.transactions = transactions;
    this.lanes = lanes;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public JobStats stats(String tenant) {
    return transactions.inTenant(tenant, connection -> new JobRows(connection).stats());
  }

  @Override
  public Page<ShopJob> list(
      String tenant, @Nullable JobState state, @Nullable String before, int limit) {
    return Page.cut(
        transactions.inTenant(
            tenant, connection -> new JobRows(connection).list(state, before, limit + 1)),
        limit,
        ShopJob::id);
  }

  @Override
  public Optional<ShopJob> find(String tenant, String id) {
    return transactions.inTenant(tenant, connection -> new JobRows(connection).find(id));
  }

  @Override
  public boolean retry(String tenant, String id) {
    return lanes.call(tenant(tenant), new RetryJobs(id)) > 0;
  }

  @Override
  public int retryAll(String tenant) {
    return lanes.call(tenant(tenant), new RetryJobs(null));
  }

  @Override
  public int clear(String tenant, JobState state, boolean dryRun) {
    return lanes.call(tenant(tenant), new ClearJobs(state, dryRun));
  }

  @Override
  public int prune(String tenant, int olderThanDays, boolean dryRun) {
    Instant cutOff = clock.instant().minus(Duration.ofDays(olderThanDays));
    return transactions.inTenant(
        tenant,
        connection -> {
          JobRows rows = new JobRows(connection);
          return dryRun
              ? rows.countDoneBefore(cutOff)
              : rows.deleteDoneBefore(cutOff, Integer.MAX_VALUE);
        });
  }

  /** Deletes some of what was done long ago. */
  int pruneSome(String tenant, Instant cutOff, int maxRows) {
    return transactions.inTenant(
        tenant,
        connection ->
            new JobRows(connection).deleteDoneBefore(cutOff, Math.min(maxRows, PRUNE_CHUNK)));
  }

  private Tenant tenant(String slug) {
    return tenants.find(slug).orElseThrow();
  }
}
