package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.sql.Writes;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs of one batch, locked. One thread. */
public final class JobSet implements RowSet {
  public static final Kind<JobSet> KIND = new Kind<>(LockOrder.SHOP_JOBS, JobSet::new);

  /** Its ref is the order's id at the shop: one timer for all jobs of an order. */
  public static final TimerKind TIMER = new TimerKind("shop_job");

  /** Jobs that one command takes by their state; more of them take another one. */
  static final int STATE_MAX = 1_000;

  private final Set<String> claimedOrders = new LinkedHashSet<>();
  private final Set<String> claimedHubOrders = new LinkedHashSet<>();
  private final Set<String> claimedIds = new LinkedHashSet<>();
  private final Set<JobState> claimedStates = new LinkedHashSet<>();
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Job> changed = new LinkedHashMap<>();
  private final Set<String> deleted = new HashSet<>();

  /** Names all that is still to be done about an order. */
  public void claimOrder(String externalId) {
    claimedOrders.add(externalId);
  }

  /** Names what the shop is still to be told about an order, by the hub's id. */
  public void claimHubOrder(String orderId) {
    claimedHubOrders.add(orderId);
  }

  void claim(String id) {
    claimedIds.add(id);
  }

  void claim(JobState state) {
    claimedStates.add(state);
  }

  public Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  public List<Job> of(String externalId) {
    return jobs.values().stream().filter(job -> job.externalId().equals(externalId)).toList();
  }

  List<Job> in(JobState state) {
    return jobs.values().stream().filter(job -> job.state() == state).toList();
  }

  public void put(Job job) {
    jobs.put(job.id(), job);
    changed.put(job.id(), job);
  }

  void delete(Job job) {
    jobs.remove(job.id());
    changed.remove(job.id());
    deleted.add(job.id());
  }

  /** Sets the order's timer to the job whose turn it is, or drops it. */
  public void schedule(String externalId, Batch batch) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    @Nullable Instant due = JobRules.head(of(externalId)).map(Job::dueAt).orElse(null);
    if (due == null) {
      timers.drop(TIMER, externalId);
    } else {
      timers.set(TIMER, externalId, due);
    }
  }

  /** Has an order's jobs looked at, where not all of them are known here. */
  void wake(String externalId, Batch batch) {
    batch.rows(TimerSet.KIND).set(TIMER, externalId, batch.now());
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    JobRows rows = new JobRows(connection);
    rows.lockActive(claimedOrders).forEach(this::remember);
    rows.lockByHubOrder(claimedHubOrders).forEach(this::remember);
    rows.lock(claimedIds).forEach(this::remember);
    for (JobState state : claimedStates) {
      rows.lock(state, STATE_MAX).forEach(this::remember);
    }
  }

  @Override
  public void flush(Writes writes, Batch batch) {
    JobRows.write(writes, changed.values(), batch.now());
    JobRows.delete(writes, deleted);
  }

  private void remember(Job job) {
    jobs.put(job.id(), job);
  }
}
