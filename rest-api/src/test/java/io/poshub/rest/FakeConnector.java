package io.poshub.rest;

import io.poshub.engine.shop.ConnectOutcome;
import io.poshub.engine.shop.HookAnswer;
import io.poshub.engine.shop.HookCall;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.RetryCount;
import io.poshub.engine.shop.ShopAccess;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.shop.ShopQueue;
import io.poshub.engine.shop.ShopState;
import io.poshub.engine.shop.UnmappableOrder;
import io.poshub.engine.sql.Page;
import io.poshub.engine.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A connector that answers what tests tell it to. */
public final class FakeConnector implements ShopConnector {
  static final String JOB_ID = "01980000-0000-7000-8000-000000000001";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** What a call to connect gives; null for success. */
  public volatile @Nullable ConnectOutcome outcome;

  public volatile HookAnswer hookAnswer = HookAnswer.ACCEPTED;
  public final List<ShopAccess> accesses = new CopyOnWriteArrayList<>();
  public final List<HookCall> hooks = new CopyOnWriteArrayList<>();
  public final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public ConnectOutcome connect(Tenant tenant, ShopAccess access) {
    ConnectOutcome wanted = outcome;
    if (wanted != null) {
      return wanted;
    }
    accesses.add(access);
    return new ConnectOutcome.Connected(shown(access));
  }

  @Override
  public Optional<ShopState> state(Tenant tenant) {
    return accesses.isEmpty() ? Optional.empty() : Optional.of(shown(accesses.getLast()));
  }

  @Override
  public boolean disconnect(Tenant tenant) {
    boolean was = !accesses.isEmpty();
    accesses.clear();
    return was;
  }

  @Override
  public HookAnswer receive(String tenant, HookCall call) {
    hooks.add(call);
    return hookAnswer;
  }

  @Override
  public boolean requestSync(Tenant tenant, @Nullable Integer daysBack) {
    asked.add(tenant.slug() + " " + daysBack);
    return !accesses.isEmpty();
  }

  @Override
  public int requestAllSyncs() {
    return accesses.size();
  }

  @Override
  public Page<UnmappableOrder> unmappable(Tenant tenant, @Nullable String after, int limit) {
    UnmappableOrder order =
        new UnmappableOrder(
            "160", null, "it has no lines", "processing", NOW, NOW, "https://s/160");
    return after == null
        ? new Page<>(List.of(order), true, "160")
        : new Page<>(List.of(), false, null);
  }

  @Override
  public ShopQueue queue() {
    return new Queue();
  }

  private static ShopState shown(ShopAccess access) {
    return new ShopState(
        WOOCOMMERCE,
        "active",
        access.storeUrl(),
        "…1234567",
        access.syncIntervalMinutes(),
        access.daysBack(),
        access.retentionDays(),
        Map.of(),
        "Europe/London",
        "GBP",
        "11.0.1",
        "active",
        NOW,
        NOW,
        null,
        null,
        new ShopState.Backlog(1, 0, 0),
        new ShopState.SyncProgress("idle", NOW, 10, 10, 100, NOW),
        NOW);
  }

  /** One dead job. */
  private static final class Queue implements ShopQueue {
    private static final ShopJob JOB =
        new ShopJob(
            JOB_ID,
            WOOCOMMERCE,
            "status",
            "160",
            null,
            "completed",
            "completed",
            "dead",
            28,
            null,
            "the shop answered 500",
            NOW,
            NOW);

    @Override
    public JobStats stats(String tenant) {
      return new JobStats(0, 0, 3, 1, NOW);
    }

    @Override
    public Page<ShopJob> list(
        String tenant, @Nullable JobState state, @Nullable String before, int limit) {
      return new Page<>(state == JobState.WAITING ? List.of() : List.of(JOB), false, null);
    }

    @Override
    public Optional<ShopJob> find(String tenant, String id) {
      return id.equals(JOB_ID) ? Optional.of(JOB) : Optional.empty();
    }

    @Override
    public boolean retry(String tenant, String id) {
      return id.equals(JOB_ID);
    }

    @Override
    public RetryCount retryAll(String tenant) {
      return new RetryCount(1, 2);
    }

    @Override
    public int clear(String tenant, JobState state, boolean dryRun) {
      return state == JobState.DEAD ? 1 : 0;
    }

    @Override
    public int prune(String tenant, int olderThanDays, boolean dryRun) {
      return 3;
    }
  }
}
