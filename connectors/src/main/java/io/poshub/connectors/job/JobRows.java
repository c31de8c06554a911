package io.poshub.connectors.job;

import io.poshub.connectors.sql.QueryRows;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code shop_jobs}. One connection, one thread. */
final class JobRows {
  private static final String COLUMNS =
      """
      id, connector, kind, external_id, order_id, hub_status, shop_status, state, attempts, due_at, \
      first_at, last_error, created_at, updated_at\
      """;

  private static final Insert UPSERT =
      Insert.into("shop_jobs (" + COLUMNS + ")", 14)
          .orUpdate(
              """
              shop_status = VALUES(shop_status), state = VALUES(state), \
              attempts = VALUES(attempts), due_at = VALUES(due_at), \
              first_at = VALUES(first_at), last_error = VALUES(last_error), \
              updated_at = VALUES(updated_at)\
              """);

  private static final String SELECT = "SELECT " + COLUMNS + " FROM shop_jobs ";
  private static final String ACTIVE =
      " AND state IN ('waiting', 'running') ORDER BY id FOR UPDATE";

  private final QueryRows query;

  JobRows(Connection connection) {
    this.query = new QueryRows(connection);
  }

  /** Locks what is still to be done about some orders. */
  List<Job> lockActive(Collection<String> externalIds) throws SQLException {
    return query.selectIn(
        SELECT + "WHERE connector = ? AND external_id IN",
        List.of(ShopConnector.WOOCOMMERCE),
        externalIds,
        ACTIVE,
        JobRows::job);
  }

  List<Job> lockByHubOrder(Collection<String> orderIds) throws SQLException {
    return query.selectIn(SELECT + "WHERE order_id IN", List.of(), orderIds, ACTIVE, JobRows::job);
  }

  List<Job> lock(Collection<String> ids) throws SQLException {
    return query.selectIn(
        SELECT + "WHERE id IN", List.of(), ids, " ORDER BY id FOR UPDATE", JobRows::job);
  }

  List<Job> lock(JobState state, int limit) throws SQLException {
    return query.select(
        SELECT + "WHERE state = ? ORDER BY id LIMIT ? FOR UPDATE",
        List.of(state.wire(), limit),
        JobRows::job);
  }

  static void write(Writes writes, Collection<Job> jobs, Instant now) {
    for (Job job : jobs) {
      writes.insert(
          UPSERT,
          job.id(),
          ShopConnector.WOOCOMMERCE,
          job.kind().wire(),
          job.externalId(),
          job.orderId(),
          job.hubStatus() == null ? null : job.hubStatus().wire(),
          job.shopStatus(),
          job.state().wire(),
          job.attempts(),
          Columns.utc(job.dueAt()),
          Columns.utc(job.firstAt()),
          job.lastError(),
          Columns.utc(job.createdAt()),
          Columns.utc(now));
    }
  }

  static void delete(Writes writes, Collection<String> ids) {
    ids.forEach(id -> writes.add("DELETE FROM shop_jobs WHERE id = ?", id));
  }

  int count(JobState state) throws SQLException {
    return query.count("SELECT COUNT(*) FROM shop_jobs WHERE state = ?", List.of(state.wire()));
  }

  int countDoneBefore(Instant cutOff) throws SQLException {
    return query.count(
        "SELECT COUNT(*) FROM shop_jobs WHERE state = 'done' AND updated_at < ?",
        List.of(String.valueOf(Columns.utc(cutOff))));
  }

  int deleteDoneBefore(Instant cutOff, int limit) throws SQLException {
    return query.update(
        "DELETE FROM shop_jobs WHERE state = 'done' AND updated_at < ? LIMIT ?",
        List.of(String.valueOf(Columns.utc(cutOff)), limit));
  }

  /** How many jobs there are in a state, and since when. */
  private record Counted(JobState state, int jobs, @Nullable Instant oldest) {}

  JobStats stats() throws SQLException {
    Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
    Instant oldest = null;
    for (Counted counted : counted()) {
      counts.put(counted.state(), counted.jobs());
      boolean open = counted.state() == JobState.WAITING || counted.state() == JobState.RUNNING;
      Instant since = counted.oldest();
      if (open && since != null && (oldest == null || since.isBefore(oldest))) {
        oldest = since;
      }
    }
    return new JobStats(
        counts.getOrDefault(JobState.WAITING, 0),
        counts.getOrDefault(JobState.RUNNING, 0),
        counts.getOrDefault(JobState.DONE, 0),
        counts.getOrDefault(JobState.DEAD, 0),
        oldest);
  }

  private List<Counted> counted() throws SQLException {
    return query.select(
        """
        SELECT state, COUNT(*) AS jobs, MIN(created_at) AS oldest FROM shop_jobs GROUP BY state
        """,
        List.of(),
        row -> new Counted(state(row), row.getInt("jobs"), Columns.timeOrNull(row, "oldest")));
  }

  /** Jobs as people see them, newest first. */
  List<ShopJob> list(@Nullable JobState state, @Nullable String before, int limit)
      throws SQLException {
    List<String> terms = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (state != null) {
      terms.add("state = ?");
      values.add(state.wire());
    }
    if (before != null) {
      terms.add("id < ?");
      values.add(before);
    }
    values.add(limit);
    String where = terms.isEmpty() ? "" : "WHERE " + String.join(" AND ", terms);
    return query.select(SELECT + where + " ORDER BY id DESC LIMIT ?", values, JobRows::shown);
  }

  Optional<ShopJob> find(String id) throws SQLException {
    return query.select(SELECT + "WHERE id = ?", List.of(id), JobRows::shown).stream().findFirst();
  }

  private static ShopJob shown(ResultSet row) throws SQLException {
    Job job = job(row);
    return new ShopJob(
        job.id(),
        row.getString("connector"),
        job.kind().wire(),
        job.externalId(),
        job.orderId(),
        job.hubStatus() == null ? null : job.hubStatus().wire(),
        job.shopStatus(),
        job.state().wire(),
        job.attempts(),
        job.isActive() ? job.dueAt() : null,
        job.lastError(),
        job.createdAt(),
        Columns.time(row, "updated_at"));
  }

  private static Job job(ResultSet row) throws SQLException {
    String hubStatus = row.getString("hub_status");
    return new Job(
        row.getString("id"),
        Job.Kind.of(row.getString("kind")),
        row.getString("external_id"),
        row.getString("order_id"),
        hubStatus == null ? null : OrderStatus.valueOf(hubStatus.toUpperCase(Locale.ROOT)),
        row.getString("shop_status"),
        state(row),
        row.getInt("attempts"),
        Columns.time(row, "due_at"),
        Columns.timeOrNull(row, "first_at"),
        row.getString("last_error"),
        Columns.time(row, "created_at"));
  }

  private static JobState state(ResultSet row) throws SQLException {
    return JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }
}
