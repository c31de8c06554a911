package io.poshub.engine.node;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Transactions;
import io.poshub.protocol.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps this process's row alive, and counts the others. {@link #renew} is a step; {@link #count}
 * any thread.
 */
public final class Nodes {
  /** How often a process renews its row. */
  public static final Duration PERIOD = Duration.ofSeconds(5);

  /** A process that was not seen for so long is gone. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(20);

  private final Transactions transactions;
  private final InstantSource clock;
  private final String node;
  private final Instant startedAt;
  private volatile int count = 1;

  public Nodes(Transactions transactions, InstantSource clock, Ids ids) {
    this.transactions = transactions;
    this.clock = clock;
    this.node = ids.next();
    this.startedAt = clock.instant();
  }

  /** Renews this process's row, drops the dead, and counts. */
  public void renew() {
    Instant now = clock.instant();
    count =
        transactions.inMain(connection -> {
          upsert(connection, now);
          deleteGone(connection, now.minus(GONE_AFTER));
          return Math.max(1, countRows(connection));
        });
  }

  /** Takes this process's row away, at the end. */
  public void leave() {
    transactions.inMain(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM hub_nodes WHERE node = ?")) {
        delete.setString(1, node);
        return delete.executeUpdate();
      }
    });
  }

  /** Processes seen lately, this one included. */
  public int count() {
    return count;
  }

  private void upsert(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO hub_nodes (node, started_at, seen_at) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)
            """)) {
      upsert.setString(1, node);
      upsert.setString(2, Columns.utc(startedAt));
      upsert.setString(3, Columns.utc(now));
      upsert.executeUpdate();
    }
  }

  private static void deleteGone(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM hub_nodes WHERE seen_at < ?")) {
      delete.setString(1, Columns.utc(before));
      delete.executeUpdate();
    }
  }

  private static int countRows(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM hub_nodes");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
