package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers terminals and their acknowledged positions. Blocks; virtual threads only. */
public final class Terminals {
  /** A tenant's terminals that pos-status shows; the ones seen last come first. */
  public static final int LIST_MAX = 1_000;

  private static final String COLUMNS =
      "terminal, epoch, started_seq, acked_seq, remote, client, connected_at, last_seen_at";

  private final Transactions transactions;
  private final SharedCommits<Visits> commits;

  public Terminals(Transactions transactions) {
    this.transactions = transactions;
    this.commits =
        new SharedCommits<>(
            transactions,
            Visits::tenant,
            (_, writes, visits) -> visits.forEach(some -> visited(writes, some)));
  }

  /** What is known of a terminal, if it ever connected. */
  public Optional<KnownTerminal> find(String tenant, String terminal) {
    return transactions.inTenant(tenant, connection -> find(connection, terminal));
  }

  /** The terminals of a tenant, those seen last first. */
  public List<KnownTerminal> list(String tenant) {
    return transactions.inTenant(
        tenant,
        connection -> {
          List<KnownTerminal> terminals = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT " + COLUMNS + " FROM terminals ORDER BY last_seen_at DESC LIMIT ?")) {
            select.setInt(1, LIST_MAX);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                terminals.add(terminal(rows));
              }
            }
          }
          return terminals;
        });
  }

  /**
   * Notes that a terminal connected. Its first connection fixes where it starts; a stream with
   * another epoch makes it start afresh, because its old acks mean nothing there.
   */
  public void connected(String tenant, Visit visit, Position head) {
    transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  """
                  INSERT INTO terminals (terminal, epoch, started_seq, remote, client,
                    first_seen_at, connected_at, last_seen_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                  ON DUPLICATE KEY UPDATE
                    started_seq = IF(epoch = VALUES(epoch), started_seq, VALUES(started_seq)),
                    acked_seq = IF(epoch = VALUES(epoch), acked_seq, NULL),
                    epoch = VALUES(epoch), remote = VALUES(remote), client = VALUES(client),
                    connected_at = VALUES(connected_at), last_seen_at = VALUES(last_seen_at)
                  """)) {
            upsert.setString(1, visit.terminal());
            upsert.setString(2, head.epoch());
            upsert.setLong(3, head.seq());
            upsert.setString(4, visit.remote());
            upsert.setString(5, visit.client());
            upsert.setString(6, Columns.utc(visit.connectedAt()));
            upsert.setString(7, Columns.utc(visit.connectedAt()));
            upsert.setString(8, Columns.utc(visit.lastSeenAt()));
            upsert.executeUpdate();
          }
          return true;
        });
  }

  /**
   * Notes the latest connections of terminals that are known. An earlier connection never
   * overwrites a later one, whichever node writes last.
   *
   * @param visits in the order of tenants and terminals, which is that of the locks
   */
  public SharedCommits.Written<Visits> visited(List<Visits> visits) {
    return commits.write(visits);
  }

  private void visited(Writes writes, Visits visits) {
    String update =
        "UPDATE `"
            + transactions.schemas().tenant(visits.tenant())
            + "`.terminals SET remote = ?, client = ?, connected_at = ?,"
            + " last_seen_at = GREATEST(last_seen_at, ?) WHERE terminal = ? AND connected_at <= ?";
    for (Visit visit : visits.visits()) {
      writes.add(
          update,
          visit.remote(),
          visit.client(),
          Columns.utc(visit.connectedAt()),
          Columns.utc(visit.lastSeenAt()),
          visit.terminal(),
          Columns.utc(visit.connectedAt()));
    }
  }

  private static Optional<KnownTerminal> find(Connection connection, String terminal)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM terminals WHERE terminal = ?")) {
      select.setString(1, terminal);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(terminal(row)) : Optional.empty();
      }
    }
  }

  private static KnownTerminal terminal(ResultSet row) throws SQLException {
    return new KnownTerminal(
        row.getString("terminal"),
        row.getString("epoch"),
        row.getLong("started_seq"),
        Columns.longOrNull(row, "acked_seq"),
        row.getString("remote"),
        row.getString("client"),
        Columns.time(row, "connected_at"),
        Columns.time(row, "last_seen_at"));
  }
}
