package io.poshub.engine.sql;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How to reach the database. The text form never shows the password. */
public record DatabaseSettings(
    String jdbcUrl, String user, String password, int poolSize, Duration connectionWait) {
  public static final int POOL_SIZE_MAX = 200;
  public static final int POOL_SIZE_DEFAULT = 16;

  /** How long a caller waits for a free connection before it is told that the hub is busy. */
  public static final Duration CONNECTION_WAIT_DEFAULT = Duration.ofSeconds(5);

  public DatabaseSettings {
    requireNonNull(jdbcUrl, "jdbcUrl is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    requireNonNull(connectionWait, "connectionWait is null");
    if (poolSize < 2 || poolSize > POOL_SIZE_MAX) {
      throw new IllegalArgumentException("the pool has 2 to " + POOL_SIZE_MAX + " connections");
    }
  }

  /**
   * Three of four connections are the lanes', which keep them from one batch to the next; the
   * others are for everybody else, at least one.
   */
  public static int laneConnections(int poolSize) {
    return Math.max(1, poolSize * 3 / 4);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + jdbcUrl + ", user=" + user + ", poolSize=" + poolSize + "]";
  }
}
