package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has the database open the tables that a sale touches before the first statement in their tenant's
 * schema, one tenant at a time. A database opens a table when it is first used after its own start,
 * and it opens them one by one: connections that ask for different ones spend a multiple of the
 * work on waiting for and waking each other. In the order of their asking, each waits only for the
 * tenants of the connections before it.
 *
 * <p>Any thread that may block.
 */
public final class FirstUse {
  /** What orders, tills and cards touch; the rest opens when it is asked for. */
  public static final List<String> TABLES =
      List.of(
          "settings",
          "idempotency_keys",
          "events",
          "orders",
          "order_numbers",
          "order_history",
          "order_handling",
          "terminals",
          "terminal_progress",
          "pos_sync_logs",
          "gift_cards",
          "pos_gift_card_transactions");

  /**
   * Nobody waits longer for its turn: where one waits for a table that is being altered, the others
   * go on without.
   */
  private static final Duration TURN_WAIT = Duration.ofSeconds(2);

  private final List<String> tables;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * Makes it for a database.
   *
   * @param tables of each tenant, that are opened together
   */
  public FirstUse(List<String> tables) {
    this.tables = List.copyOf(tables);
  }

  /** Opens a schema's tables, if this is its first use. The connection stands in the schema. */
  void of(String schema, Connection connection) throws SQLException {
    if (used.contains(schema)) {
      return;
    }
    boolean mine = awaitTurn();
    try {
      if (!used.contains(schema)) {
        openTables(connection);
        used.add(schema);
      }
    } finally {
      if (mine) {
        turn.unlock();
      }
    }
  }

  /** Whether a schema was used since the database started, as far as is known. */
  boolean wasUsed(String schema) {
    return used.contains(schema);
  }

  /** The database started anew, and so has everything to open again. */
  void forget() {
    used.clear();
  }

  /** Whether somebody has the turn. */
  boolean isOpening() {
    return turn.isLocked();
  }

  int tablesPerTenant() {
    return tables.size();
  }

  private boolean awaitTurn() {
    try {
      return turn.tryLock(TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A table that is not there is for its own statement to complain about. */
  private void openTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        open(connection, statement, table);
      }
    }
  }

  private static void open(Connection connection, Statement statement, String table)
      throws SQLException {
    try {
      statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 0").close();
    } catch (SQLException e) {
      if (SqlFailure.on(connection, e) == SqlFailure.CONNECTION_LOST) {
        throw e;
      }
    }
  }
}
