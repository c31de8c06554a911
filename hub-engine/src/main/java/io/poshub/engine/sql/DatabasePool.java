package io.poshub.engine.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Builds the connection pool of a database server, which tenants share by choosing their schema,
 * and a small one beside it.
 */
public final class DatabasePool {
  private static final Duration VALIDATION_WAIT = Duration.ofSeconds(2);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than anything of ours takes; a silent network is given up after it. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  /**
   * How long a statement waits for a row that another node or a person holds; then its transaction
   * runs again from the start. The servers' own 50 s would outlast every caller.
   */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

  /**
   * One for each of those who need it: whoever asks for keys, whoever asks for tenants, the look
   * for revoked and changed ones, and the node's sign of life.
   */
  private static final int IN_TIME_CONNECTIONS = 4;

  private static final int CACHED_STATEMENTS = 128;

  /**
   * What packets of a few sales need; larger ones, and those of many tenants, hardly come twice as
   * they are. Each connection keeps its own, text and pieces, which is four times the text's room.
   */
  private static final int CACHED_STATEMENT_MAX_CHARS = 4096;

  private DatabasePool() {}

  /** Opens the pool; it connects in the background and is ready when a connection can be had. */
  public static HikariDataSource open(DatabaseSettings settings) {
    HikariConfig config = config("hub", settings, settings.poolSize());
    // What a transaction writes goes in few packets (Writes): our texts, their values bound.
    property(config, "allowMultiQueries", true);
    return new HikariDataSource(config);
  }

  /** A few more connections, for what must be read and written in time however busy the pool is. */
  public static HikariDataSource openInTime(DatabaseSettings settings) {
    return new HikariDataSource(config("hub-in-time", settings, IN_TIME_CONNECTIONS));
  }

  private static HikariConfig config(String name, DatabaseSettings settings, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(settings.connectionWait().toMillis());
    config.setValidationTimeout(VALIDATION_WAIT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    connectorProperties(config);
    return config;
  }

  private static void connectorProperties(HikariConfig config) {
    property(config, "connectTimeout", CONNECT_TIMEOUT.toMillis());
    property(config, "socketTimeout", SOCKET_TIMEOUT.toMillis());
    property(config, "tcpKeepAlive", true);
    property(config, "characterEncoding", "UTF-8");
    // DATETIME columns hold UTC, whatever the server's or this machine's zone is.
    property(config, "connectionTimeZone", "UTC");
    property(config, "forceConnectionTimeZoneToSession", true);
    property(config, "sessionVariables", "innodb_lock_wait_timeout=" + LOCK_WAIT.toSeconds());
    // One packet for a batch of rows, and no round trip to set what is already set.
    property(config, "rewriteBatchedStatements", true);
    property(config, "useLocalSessionState", true);
    property(config, "cacheServerConfiguration", true);
    property(config, "cachePrepStmts", true);
    property(config, "prepStmtCacheSize", CACHED_STATEMENTS);
    property(config, "prepStmtCacheSqlLimit", CACHED_STATEMENT_MAX_CHARS);
    property(config, "maintainTimeStats", false);
    property(config, "allowMultiQueries", false);
    property(config, "allowLoadLocalInfile", false);
  }

  /** As text: the pool silently drops a property that is anything else. */
  private static void property(HikariConfig config, String name, Object value) {
    config.addDataSourceProperty(name, value.toString());
  }
}
