package io.poshub.testing;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNullElse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.migrations.MigrationOutcome;
import io.poshub.migrations.MigrationOutcome.Failed;
import io.poshub.migrations.MigrationOutcome.Migrated;
import io.poshub.migrations.MigrationOutcome.UpToDate;
import io.poshub.migrations.Migrations;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The database of this test run: one server for the whole JVM, started when first asked for and
 * gone when the JVM ends.
 *
 * <p>It is an embedded MariaDB, or the server that the system properties {@code hub.test.db.url},
 * {@code .user} and {@code .password} (or {@code HUB_TEST_DB_URL} … in the environment) name: the
 * same tests then run on MySQL. Every test class takes schemas of its own, so tests need not clear
 * up after themselves. Safe to use from any thread.
 */
public final class TestDatabase {
  private static final int PREFIX_RANDOM_DIGITS = 10;
  private static final int CONNECTION_WAIT_MAX_MILLIS = 20_000;

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final Migrations migrations;

  /** To drop at the end from a server that goes on without us. */
  private final Queue<String> schemas = new ConcurrentLinkedQueue<>();

  private TestDatabase(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.migrations = Migrations.on(jdbcUrl, user, password);
  }

  public static TestDatabase shared() {
    return Shared.DATABASE;
  }

  /** Made by the first who asks, once. */
  private static final class Shared {
    static final TestDatabase DATABASE = start();
  }

  private static TestDatabase start() {
    String url = setting("url");
    if (url != null) {
      TestDatabase external =
          new TestDatabase(
              url,
              requireNonNullElse(setting("user"), "root"),
              requireNonNullElse(setting("password"), ""));
      atEnd(external::dropSchemas);
      return external;
    }
    try {
      TestServer server = TestServer.start();
      atEnd(server);
      EmbeddedMariaDb database = server.database();
      return new TestDatabase(database.jdbcUrl(), database.user(), database.password());
    } catch (IOException e) {
      throw new IllegalStateException("the test database did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the test database started", e);
    }
  }

  private static @Nullable String setting(String name) {
    String property = System.getProperty("hub.test.db." + name);
    return property != null ? property : System.getenv("HUB_TEST_DB_" + name.toUpperCase(ROOT));
  }

  private static void atEnd(AutoCloseable last) {
    Thread hook =
        new Thread(
            () -> {
              try {
                last.close();
              } catch (Exception e) {
                System.err.println("the test database did not end well: " + e);
              }
            },
            "test-database-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** A fresh main schema, migrated, under a prefix that nobody else has. */
  public HubSchemas newHubSchemas() {
    HubSchemas hub = newPrefix();
    expect(migrations.migrateMain(hub.main()));
    return hub;
  }

  /**
   * A prefix that nobody else has, for a test that makes the schemas itself; those of the prefix
   * are dropped at the end.
   */
  public HubSchemas newPrefix() {
    String random =
        UUID.randomUUID().toString().replace("-", "").substring(0, PREFIX_RANDOM_DIGITS);
    HubSchemas hub = new HubSchemas("test_" + random + "_");
    schemas.add(hub.prefix());
    return hub;
  }

  /**
   * A fresh tenant's schema, migrated, and its name. The tenant's row in the main schema is the
   * caller's to write.
   */
  public String newTenantSchema(HubSchemas hub, String slug) {
    String schema = hub.tenant(slug);
    expect(migrations.migrateTenant(schema));
    return schema;
  }

  /** A pool set up as the hub's own; the caller closes it. */
  public HikariDataSource newPool(int connectionsMax) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECTION_WAIT_MAX_MILLIS);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    Map.of(
            "connectionTimeZone", "UTC",
            "forceConnectionTimeZoneToSession", "true",
            "rewriteBatchedStatements", "true",
            "useLocalSessionState", "true",
            "cacheServerConfiguration", "true",
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "256",
            "prepStmtCacheSqlLimit", "4096",
            "allowMultiQueries", "true",
            "useServerPrepStmts", "false")
        .forEach(config::addDataSourceProperty);
    return new HikariDataSource(config);
  }

  /** A connection of its own to look at what was written. */
  public Connection connect(String schema) throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
    connection.setCatalog(schema);
    return connection;
  }

  public String jdbcUrl() {
    return jdbcUrl;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  private static void expect(MigrationOutcome outcome) {
    switch (outcome) {
      case Migrated _, UpToDate _ -> {}
      case Failed(String reason) -> throw new IllegalStateException(reason);
    }
  }

  private void dropSchemas() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        Statement statement = connection.createStatement()) {
      for (String prefix : schemas) {
        dropSchemas(statement, prefix);
      }
    }
  }

  private static void dropSchemas(Statement statement, String prefix) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT schema_name FROM information_schema.schemata")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name.startsWith(prefix)) {
          names.add(name);
        }
      }
    }
    for (String name : names) {
      statement.execute("DROP DATABASE `" + name + "`");
    }
  }

  @Override
  public String toString() {
    return "TestDatabase[" + jdbcUrl + "]";
  }
}
