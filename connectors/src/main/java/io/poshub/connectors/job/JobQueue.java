package io.poshub.connectors.job;

import io.poshub.connectors.link.ShopNumber;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.RetryCount;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.shop.ShopQueue;
import io.poshub.engine.sql.Page;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The jobs, for people and for whoever does them. Virtual threads: what does not submit blocks. */
public final class JobQueue implements ShopQueue {
  /** How long what was done is kept. */
  public static final Duration DONE_KEPT = Duration.ofDays(30);

  /** Why a job of another shop than the connected one is given up. */
  public static final String OTHER_SHOP = LeaveShop.REASON;

  private static final int PRUNE_CHUNK = 1_000;

  /** Jobs that one transaction tries again. */
  private static final int RETRY_CHUNK = 200;

  private final Transactions transactions;
  private final Lanes lanes;
  private final Tenants tenants;
  private final InstantSource clock;

  public JobQueue(Transactions transactions, Lanes lanes, Tenants tenants, InstantSource clock) {
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
    List<ShopJob> wanted = find(tenant, id).stream().toList();
    return !lanes.call(tenant(tenant), new RetryJobs(wanted)).equals(RetryCount.NONE);
  }

  @Override
  public RetryCount retryAll(String tenant) {
    Tenant of = tenant(tenant);
    RetryCount all = RetryCount.NONE;
    String before = null;
    do {
      Page<ShopJob> page = list(tenant, JobState.DEAD, before, RETRY_CHUNK);
      all = all.plus(lanes.call(of, new RetryJobs(page.items())));
      before = page.next();
    } while (before != null);
    return all;
  }

  @Override
  public int clear(String tenant, JobState state, boolean dryRun) {
    if (dryRun) {
      return transactions.inTenant(tenant, connection -> new JobRows(connection).count(state));
    }
    int all = 0;
    int some;
    do {
      some = lanes.call(tenant(tenant), new ClearJobs(state));
      all += some;
    } while (some >= JobSet.STATE_MAX);
    return all;
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

  /** Gives up what waits for other shops of a tenant than the one that is connected now. */
  public void leaveOthers(Tenant tenant, ShopNumber connected) {
    int some;
    do {
      some = lanes.call(tenant, new LeaveShop(connected));
    } while (some >= JobSet.STATE_MAX);
  }

  /** Has the shop asked for one of its orders. */
  public CompletableFuture<Boolean> askFor(Tenant tenant, String externalId) {
    return lanes.submit(tenant, new AskFor(externalId));
  }

  /** Takes the job of an order whose turn it is, if its time has come. */
  public CompletableFuture<Optional<Job>> take(Tenant tenant, String externalId) {
    return lanes.submit(tenant, new TakeJob(externalId));
  }

  /** Has the jobs of an order wait until the shop wants to hear of the hub again. */
  public CompletableFuture<Boolean> postpone(Tenant tenant, String externalId, Instant until) {
    return lanes.submit(tenant, new PostponeJob(externalId, until));
  }

  /**
   * Notes in which word a job that was taken tells the shop; empty if it has nothing to tell any
   * more.
   */
  public Optional<Job> beginTelling(Tenant tenant, Job job, @Nullable String word) {
    return lanes.call(tenant, new BeginTelling(job.id(), word));
  }

  /** Deletes some of what was done long ago. */
  public int pruneSome(String tenant, Instant cutOff, int maxRows) {
    return transactions.inTenant(
        tenant,
        connection ->
            new JobRows(connection).deleteDoneBefore(cutOff, Math.min(maxRows, PRUNE_CHUNK)));
  }

  private Tenant tenant(String slug) {
    return tenants.find(slug).orElseThrow();
  }
}
