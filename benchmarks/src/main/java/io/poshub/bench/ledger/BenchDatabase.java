package io.poshub.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.poshub.engine.sql.DatabasePool;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Transactions;
import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.EmbeddedMariaDb;
import io.poshub.mariadb.MariaDbSettings;
import io.poshub.migrations.MigrationOutcome;
import io.poshub.migrations.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A database for one run: a fresh embedded one with durable commits, or the user's own. */
public final class BenchDatabase implements AutoCloseable {
  private final @Nullable DataFolder folder;
  private final @Nullable EmbeddedMariaDb server;
  private final DatabaseSettings settings;
  private final Thread atExit;
  private final HikariDataSource pool;
  private final Transactions transactions;
  private final Migrations migrations;

  private BenchDatabase(
      @Nullable DataFolder folder, @Nullable EmbeddedMariaDb server, DatabaseSettings settings) {
    this.folder = folder;
    this.server = server;
    this.settings = settings;
    // Nobody else would stop it after Ctrl-C.
    this.atExit = Thread.ofPlatform().unstarted(() -> stop(server));
    Runtime.getRuntime().addShutdownHook(atExit);
    this.pool = DatabasePool.open(settings);
    // A prefix of its own, so that runs on the user's server do not meet.
    SchemaNames schemas = new SchemaNames("bench_" + ProcessHandle.current().pid() + "_");
    this.transactions = new Transactions(pool, schemas);
    this.migrations = Migrations.on(settings.jdbcUrl(), settings.user(), settings.password());
    require(migrations.migrateMain(schemas.main()));
  }

  /** In a folder of its own, which the caller deletes. */
  public static BenchDatabase embedded(Path data, int poolSize)
      throws IOException, InterruptedException {
    DataFolder folder = DataFolder.open(data);
    EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, MariaDbSettings.defaults());
    return new BenchDatabase(
        folder,
        server,
        new DatabaseSettings(
            server.jdbcUrl(),
            server.user(),
            server.password(),
            poolSize,
            DatabaseSettings.CONNECTION_WAIT_DEFAULT.multipliedBy(12)));
  }

  public static BenchDatabase external(String url, String user, String password, int poolSize) {
    return new BenchDatabase(
        null,
        null,
        new DatabaseSettings(
            url,
            user,
            password,
            poolSize,
            DatabaseSettings.CONNECTION_WAIT_DEFAULT.multipliedBy(12)));
  }

  HikariDataSource pool() {
    return pool;
  }

  Transactions transactions() {
    return transactions;
  }

  void migrateTenant(String schema) {
    require(migrations.migrateTenant(schema));
  }

  private static void stop(@Nullable EmbeddedMariaDb server) {
    if (server != null) {
      server.close();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook closes the server once more, which does no harm.
    }
  }

  @Override
  public String toString() {
    return server == null ? settings.jdbcUrl() : "embedded MariaDB, durable commits";
  }

  @Override
  public void close() throws IOException {
    pool.close();
    if (server != null) {
      server.close();
      forget();
    }
    if (folder != null) {
      folder.close();
    }
  }

  private static void require(MigrationOutcome outcome) {
    if (outcome instanceof MigrationOutcome.Failed(String reason)) {
      throw new IllegalStateException(reason);
    }
  }
}
