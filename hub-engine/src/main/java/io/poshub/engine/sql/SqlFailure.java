package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/** What a database error means to the hub. The numbers are the same on MySQL and MariaDB. */
public enum SqlFailure {
  /** Nothing was written; the same transaction may simply run again. */
  RETRYABLE,
  /** Another node wrote the same unique value first; run again and find its row. */
  DUPLICATE_KEY,
  /** No connection could be had from the pool in time. */
  POOL_EXHAUSTED,
  /** The server takes no writes, because another one does now; what was begun is undone. */
  READ_ONLY,
  /** The connection broke: whatever was not committed is rolled back by the server. */
  CONNECTION_LOST,
  /** A statement says or brings what the server does not take: a mistake of ours. */
  REFUSED,
  /** A mistake of ours or of the server. */
  OTHER;

  private static final int ALIVE_WAIT_SECONDS = 2;

  /** Classes of SQLSTATE: bad data, a constraint, a name or syntax or right. */
  private static final List<String> STATEMENT_REFUSED = List.of("22", "23", "42");

  private static final int DEADLOCK = 1213;
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** MySQL's answer to NOWAIT; MariaDB calls that a time-out too. */
  private static final int LOCK_NOWAIT = 3572;

  /** MariaDB's answer when a row changed since the snapshot was taken. */
  private static final int RECORD_CHANGED = 1020;

  private static final int DUPLICATE_ENTRY = 1062;

  /** MySQL's words for refused data that have no class of their own. */
  private static final int CHECK_VIOLATED = 3819;

  private static final int NO_DEFAULT = 1364;
  private static final int WRONG_VALUE = 1366;
  private static final int TRUNCATED = 1265;

  private static final int SERVER_SHUTDOWN = 1053;

  /** As the server or the transaction is read-only. */
  private static final int PREVENTED = 1290;

  private static final int READ_ONLY_TRANSACTION = 1792;
  private static final int READ_ONLY_MODE = 1836;

  /** MariaDB's answer when somebody ends the connection. */
  private static final int CONNECTION_KILLED = 1927;

  public static SqlFailure of(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case DEADLOCK, LOCK_WAIT_TIMEOUT, LOCK_NOWAIT, RECORD_CHANGED -> RETRYABLE;
      case DUPLICATE_ENTRY -> DUPLICATE_KEY;
      case CHECK_VIOLATED, NO_DEFAULT, WRONG_VALUE, TRUNCATED -> REFUSED;
      case PREVENTED, READ_ONLY_TRANSACTION, READ_ONLY_MODE -> READ_ONLY;
      case SERVER_SHUTDOWN, CONNECTION_KILLED -> CONNECTION_LOST;
      default -> byKind(failure);
    };
  }

  /**
   * What a failure on a connection means. When a connection breaks, cleaning up after it may fail
   * in other words (a statement is closed, a batch cannot be cleared) and hide what went wrong
   * first.
   */
  public static SqlFailure on(Connection connection, SQLException failure) {
    SqlFailure meaning = of(failure);
    return meaning == OTHER && isGone(connection) ? CONNECTION_LOST : meaning;
  }

  /** Asks the server, because the pool's own view may be older; only where something is wrong. */
  private static boolean isGone(Connection connection) {
    try {
      return !connection.isValid(ALIVE_WAIT_SECONDS);
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * Whether it tells that nothing was committed, should it be the answer to statements with a
   * commit behind them. Otherwise nobody knows: the connection broke, or the commit itself failed.
   */
  public boolean wasUndone() {
    return switch (this) {
      case RETRYABLE, DUPLICATE_KEY, READ_ONLY, REFUSED -> true;
      case POOL_EXHAUSTED, CONNECTION_LOST, OTHER -> false;
    };
  }

  /**
   * Whether somebody else holds the row. Unlike after a deadlock the transaction goes on; only the
   * statement did nothing.
   */
  public static boolean isLockTaken(SQLException failure) {
    return failure.getErrorCode() == LOCK_WAIT_TIMEOUT || failure.getErrorCode() == LOCK_NOWAIT;
  }

  private static SqlFailure byKind(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException
        && failure.getMessage() != null
        && failure.getMessage().contains("request timed out")) {
      // The pool names why it could not connect; if it could, all its connections are taken.
      return failure.getCause() == null ? POOL_EXHAUSTED : CONNECTION_LOST;
    }
    String state = failure.getSQLState();
    boolean connection =
        failure instanceof SQLTransientConnectionException
            || failure instanceof SQLNonTransientConnectionException
            || failure instanceof SQLRecoverableException
            || (state != null && state.startsWith("08"));
    if (connection) {
      return CONNECTION_LOST;
    }
    boolean refused = state != null && STATEMENT_REFUSED.stream().anyMatch(state::startsWith);
    return refused ? REFUSED : OTHER;
  }
}
