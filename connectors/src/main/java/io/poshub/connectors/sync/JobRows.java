package io.poshub.connectors.sync;

import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.JobStats;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.engine.shop.ShopJob;
import io.poshub.engine.sql.Columns;
import io.poshub.protocol.order.OrderStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

  private static final String UPSERT =
      "INSERT INTO shop_jobs ("
          + COLUMNS
          + ") VALUES ("
          + Columns.marks(14)
          + """
          ) ON DUPLICATE KEY UPDATE state = VALUES(state), attempts = VALUES(attempts),
          due_at = VALUES(due_at), first_at = VALUES(first_at), last_error = VALUES(last_error),
          updated_at = VALUES(updated_at)\
          """;

  private final Connection connection;

  JobRows(Connection connection) {
    this.connection = connection;
  }

  /** Locks what is still to be done about some orders. */
  List<Job> lockActive(Collection<String> externalIds) throws SQLException {
    if (externalIds.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    values.add(ShopConnector.WOOCOMMERCE);
    values.addAll(externalIds);
    return select(
        "WHERE connector = ? AND external_id IN ("
            + Columns.marks(externalIds.size())
            + ") AND state IN ('waiting', 'running') ORDER BY id FOR UPDATE",
        values);
  }

  List<Job> lockByHubOrder(Collection<String> orderIds) throws SQLException {
    return orderIds.isEmpty()
        ? List.of()
        : select(
            "WHERE order_id IN ("
                + Columns.marks(orderIds.size())
                + ") AND state IN ('waiting', 'running') ORDER BY id FOR UPDATE",
            List.copyOf(orderIds));
  }

  List<Job> lock(Collection<String> ids) throws SQLException {
    return ids.isEmpty()
        ? List.of()
        : select(
            "WHERE id IN (" + Columns.marks(ids.size()) + ") ORDER BY id FOR UPDATE",
            List.copyOf(ids));
  }

  List<Job> lock(JobState state, int limit) throws SQLException {
    return select("WHERE state = ? ORDER BY id LIMIT ? FOR UPDATE", List.of(state.wire(), limit));
  }

  void write(Collection<Job> jobs, Instant now) throws SQLException {
    if (jobs.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Job job : jobs) {
        bind(upsert, job, now);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  void delete(Collection<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM shop_jobs WHERE id = ?")) {
      for (String id : ids) {
        delete.setString(1, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  int countDoneBefore(Instant cutOff) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM shop_jobs WHERE state = 'done' AND updated_at < ?")) {
      select.setString(1, Columns.utc(cutOff));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  int deleteDoneBefore(Instant cutOff, int limit) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM shop_jobs WHERE state = 'done' AND updated_at < ? LIMIT ?")) {
      delete.setString(1, Columns.utc(cutOff));
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }

  JobStats stats() throws SQLException {
    Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
    Instant oldest = null;
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT state, COUNT(*) AS jobs, MIN(created_at) AS oldest FROM shop_jobs
                GROUP BY state
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        JobState state = state(rows);
        counts.put(state, rows.getInt("jobs"));
        Instant since = Columns.timeOrNull(rows, "oldest");
        boolean open = state == JobState.WAITING || state == JobState.RUNNING;
        if (open && since != null && (oldest == null || since.isBefore(oldest))) {
          oldest = since;
        }
      }
    }
    return new JobStats(
        counts.getOrDefault(JobState.WAITING, 0),
        counts.getOrDefault(JobState.RUNNING, 0),
        counts.getOrDefault(JobState.DONE, 0),
        counts.getOrDefault(JobState.DEAD, 0),
        oldest);
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
    return shown(where + " ORDER BY id DESC LIMIT ?", values);
  }

  Optional<ShopJob> find(String id) throws SQLException {
    return shown("WHERE id = ?", List.of(id)).stream().findFirst();
  }

  private List<Job> select(String where, List<?> values) throws SQLException {
    List<Job> jobs = new ArrayList<>();
    try (PreparedStatement select = prepared(where, values);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        jobs.add(job(rows));
      }
    }
    return jobs;
  }

  private List<ShopJob> shown(String where, List<?> values) throws SQLException {
    List<ShopJob> jobs = new ArrayList<>();
    try (PreparedStatement select = prepared(where, values);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Job job = job(rows);
        jobs.add(
            new ShopJob(
                job.id(),
                rows.getString("connector"),
                job.kind().wire(),
                job.externalId(),
                job.orderId(),
                job.hubStatus() == null ? null : job.hubStatus().wire(),
                job.state().wire(),
                job.attempts(),
                job.isActive() ? job.dueAt() : null,
                job.lastError(),
                job.createdAt(),
                Columns.time(rows, "updated_at")));
      }
    }
    return jobs;
  }

  private PreparedStatement prepared(String where, List<?> values) throws SQLException {
    PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM shop_jobs " + where);
    int index = 1;
    for (Object value : values) {
      select.setObject(index++, value);
    }
    return select;
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

  private static void bind(PreparedStatement upsert, Job job, Instant now) throws SQLException {
    upsert.setString(1, job.id());
    upsert.setString(2, ShopConnector.WOOCOMMERCE);
    upsert.setString(3, job.kind().wire());
    upsert.setString(4, job.externalId());
    upsert.setString(5, job.orderId());
    upsert.setString(6, job.hubStatus() == null ? null : job.hubStatus().wire());
    upsert.setString(7, job.shopStatus());
    upsert.setString(8, job.state().wire());
    upsert.setInt(9, job.attempts());
    upsert.setString(10, Columns.utc(job.dueAt()));
    upsert.setString(11, Columns.utc(job.firstAt()));
    upsert.setString(12, job.lastError());
    upsert.setString(13, Columns.utc(job.createdAt()));
    upsert.setString(14, Columns.utc(now));
  }
}
