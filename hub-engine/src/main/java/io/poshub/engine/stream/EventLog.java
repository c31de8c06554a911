package io.poshub.engine.stream;

import io.poshub.engine.read.GatheredRead;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Transactions;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the stored streams, and drops what is too old. Blocks; virtual threads only. */
public final class EventLog {
  public static final int PAGE_MAX_EVENTS = 512;

  /** A page stops growing once it holds this much data, so that one page never fills the memory. */
  public static final int PAGE_MAX_CHARS = 512 * 1024;

  private static final long NONE = -1;

  private final Transactions transactions;

  /** All tenants' heads stand in one table, so one query tells those of many. */
  private final GatheredRead<String, Position> heads = new GatheredRead<>(this::heads);

  public EventLog(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Where a tenant's stream ends, if the tenant exists. */
  public Optional<Position> head(String tenant) {
    return heads.await(tenant);
  }

  private Map<String, Position> heads(Set<String> tenants) {
    List<String> slugs = Columns.padded(tenants);
    String sql =
        "SELECT tenant, epoch, seq FROM stream_heads WHERE tenant IN ("
            + Columns.marks(slugs.size())
            + ")";
    return transactions.inMain(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        for (int i = 0; i < slugs.size(); i++) {
          select.setString(i + 1, slugs.get(i));
        }
        try (ResultSet rows = select.executeQuery()) {
          return positions(rows);
        }
      }
    });
  }

  /**
   * Where the streams of all tenants end: one query, so that a node finds every stream that moved.
   */
  public Map<String, Position> heads() {
    return transactions.inMain(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement("SELECT tenant, epoch, seq FROM stream_heads");
          ResultSet rows = select.executeQuery()) {
        return positions(rows);
      }
    });
  }

  /** All tenants, those with the most events first. */
  public List<String> busiestFirst() {
    return transactions.inMain(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT tenant FROM stream_heads ORDER BY seq DESC, tenant");
          ResultSet rows = select.executeQuery()) {
        List<String> tenants = new ArrayList<>();
        while (rows.next()) {
          tenants.add(rows.getString("tenant"));
        }
        return tenants;
      }
    });
  }

  private static Map<String, Position> positions(ResultSet rows) throws SQLException {
    Map<String, Position> positions = new HashMap<>();
    while (rows.next()) {
      positions.put(
          rows.getString("tenant"), new Position(rows.getString("epoch"), rows.getLong("seq")));
    }
    return positions;
  }

  /**
   * Reads a page after {@code after}. A null epoch stands for the current one.
   *
   * @param maxEvents 1 to {@link #PAGE_MAX_EVENTS}
   */
  public EventPage read(String tenant, @Nullable String epoch, long after, int maxEvents) {
    if (maxEvents < 1 || maxEvents > PAGE_MAX_EVENTS) {
      throw new IllegalArgumentException("maxEvents must be 1 to " + PAGE_MAX_EVENTS);
    }
    return transactions.inTenant(
        tenant, connection -> read(connection, tenant, epoch, after, maxEvents));
  }

  private EventPage read(
      Connection connection, String tenant, @Nullable String epoch, long after, int maxEvents)
      throws SQLException {
    // The head first: events committed between the two reads are then only extra, never missing.
    Position head =
        head(connection, tenant).orElseThrow(() -> new SQLException("no stream for this tenant"));
    if ((epoch != null && !epoch.equals(head.epoch())) || after > head.seq()) {
      return new EventPage.Expired(head);
    }
    if (after == head.seq()) {
      return new EventPage.Events(head, List.of());
    }
    List<StreamEvent> events = events(connection, tenant, after, maxEvents);
    // The first row must follow at once; if it does not, what lay between was pruned.
    if (events.isEmpty() || events.getFirst().seq() != after + 1) {
      return new EventPage.Expired(head);
    }
    long last = events.getLast().seq();
    return new EventPage.Events(
        last > head.seq() ? new Position(head.epoch(), last) : head, events);
  }

  /** From where a tenant's stream can still be read; empty if none of its events is kept. */
  public Optional<Position> oldest(String tenant) {
    String sql =
        "SELECT h.epoch, MIN(e.seq) - 1 AS seq FROM `"
            + transactions.schemas().main()
            + "`.stream_heads h JOIN events e ON TRUE WHERE h.tenant = ? GROUP BY h.epoch";
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.of(new Position(row.getString("epoch"), row.getLong("seq")))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * Deletes one chunk of a tenant's oldest events, if they are older than {@code cutOff}. Always a
   * prefix of the stream, so that what is left has no gap, whatever the clocks of the nodes said.
   *
   * @param maxEvents the most that one call deletes
   * @return how many events were deleted; fewer than {@code maxEvents} if no more are that old
   */
  public int prune(String tenant, Instant cutOff, int maxEvents) {
    return transactions.inTenant(
        tenant,
        connection -> {
          long last = lastOlderThan(connection, cutOff, maxEvents);
          if (last == NONE) {
            return 0;
          }
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM events WHERE seq <= ?")) {
            delete.setLong(1, last);
            return delete.executeUpdate();
          }
        });
  }

  /** Where the prefix of the stream ends whose events are all older, as far as one look reaches. */
  private static long lastOlderThan(Connection connection, Instant cutOff, int maxEvents)
      throws SQLException {
    long last = NONE;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT seq, at FROM events ORDER BY seq LIMIT ?")) {
      select.setInt(1, maxEvents);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next() && Columns.time(rows, "at").isBefore(cutOff)) {
          last = rows.getLong("seq");
        }
      }
    }
    return last;
  }

  private Optional<Position> head(Connection connection, String tenant) throws SQLException {
    String heads = "`" + transactions.schemas().main() + "`.stream_heads";
    try (PreparedStatement select =
        connection.prepareStatement("SELECT epoch, seq FROM " + heads + " WHERE tenant = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Position(row.getString(1), row.getLong(2)))
            : Optional.empty();
      }
    }
  }

  private static List<StreamEvent> events(
      Connection connection, String tenant, long after, int maxEvents) throws SQLException {
    List<StreamEvent> events = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, id, type, at, data FROM events WHERE seq > ? ORDER BY seq LIMIT ?")) {
      select.setLong(1, after);
      select.setInt(2, maxEvents);
      try (ResultSet rows = select.executeQuery()) {
        int chars = 0;
        while (chars < PAGE_MAX_CHARS && rows.next()) {
          StreamEvent event = event(tenant, rows);
          chars += event.data().length();
          events.add(event);
        }
      }
    }
    return events;
  }

  private static StreamEvent event(String tenant, ResultSet row) throws SQLException {
    String type = row.getString("type");
    return new StreamEvent(
        tenant,
        EventType.ofWire(type).orElseThrow(() -> new SQLException("unknown event type: " + type)),
        row.getString("id"),
        row.getLong("seq"),
        Columns.time(row, "at"),
        row.getString("data"));
  }
}
