package io.poshub.server;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.engine.sql.DatabasePool;
import io.poshub.engine.sql.DatabaseSettings;
import io.poshub.engine.sql.EarlyUse;
import io.poshub.engine.sql.FirstUse;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Transactions;
import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.MariaDbSettings;
import io.poshub.migrations.MigrationOutcome;
import io.poshub.migrations.MigrationReport;
import io.poshub.migrations.Migrations;
import io.poshub.server.HubConfig.ExternalDatabase;
import io.poshub.server.database.DatabaseSupervisor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database as the hub has it: the server, its schemas brought up to date, and the pools. Main
 * thread.
 */
final class Storage implements AutoCloseable {
  private static final int MIGRATIONS_AT_ONCE = 4;

  /** More than the pool takes: the small one beside it, and migrations open their own. */
  private static final int SPARE_CONNECTIONS = 40;

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final @Nullable DatabaseSupervisor embedded;
  private final HikariDataSource pool;
  private final Migrations migrations;
  private final HikariDataSource inTimePool;
  private final Transactions transactions;
  private final Transactions inTime;

  private Storage(
      @Nullable DatabaseSupervisor embedded,
      HikariDataSource pool,
      Migrations migrations,
      HikariDataSource inTimePool,
      SchemaNames schemas) {
    this.embedded = embedded;
    this.pool = pool;
    this.migrations = migrations;
    this.inTimePool = inTimePool;
    this.transactions = new Transactions(pool, schemas, FirstUse.TABLES);
    this.inTime = new Transactions(inTimePool, schemas);
  }

  static Storage open(
      HubConfig config, DataFolder folder, ThreadFactory threads, MeterRegistry registry)
      throws StartException, InterruptedException {
    ExternalDatabase external = config.database();
    return external == null
        ? openEmbedded(config, folder, threads, registry)
        : open(
            config,
            null,
            config.databaseSettings(external.jdbcUrl(), external.user(), external.password()),
            registry);
  }

  private static Storage openEmbedded(
      HubConfig config, DataFolder folder, ThreadFactory threads, MeterRegistry registry)
      throws StartException, InterruptedException {
    DatabaseSupervisor embedded;
    try {
      embedded =
          DatabaseSupervisor.start(
              folder,
              MariaDbSettings.defaults().withConnectionsMax(config.poolSize() + SPARE_CONNECTIONS),
              threads);
    } catch (IOException e) {
      throw new StartException(firstLine(e), e);
    }
    try {
      return open(
          config,
          embedded,
          config.databaseSettings(embedded.jdbcUrl(), embedded.user(), embedded.password()),
          registry);
    } catch (StartException | RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Storage open(
      HubConfig config,
      @Nullable DatabaseSupervisor embedded,
      DatabaseSettings settings,
      MeterRegistry registry)
      throws StartException {
    Migrations migrations = Migrations.on(settings.jdbcUrl(), settings.user(), settings.password());
    require(migrations.migrateMain(config.schemas().main()));
    HikariDataSource pool = DatabasePool.open(settings);
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    return new Storage(
        embedded, pool, migrations, DatabasePool.openInTime(settings), config.schemas());
  }

  Transactions transactions() {
    return transactions;
  }

  /**
   * On connections of their own, for what the hub's word depends on: who holds a key, what tenant
   * it is for, that a revoked one is refused within seconds, and that this node is alive. For the
   * main schema.
   */
  Transactions inTime() {
    return inTime;
  }

  /** Uses the tenants' tables each time the database has started. */
  EarlyUse earlyUse(Supplier<List<String>> busiestFirst) {
    return new EarlyUse(
        transactions,
        busiestFirst,
        () -> transactions.inMain(EarlyUse::uptimeSeconds),
        System::nanoTime);
  }

  /** Brings one tenant's schema up to date; for a tenant that is being created. */
  void migrateTenant(String schema) {
    if (migrations.migrateTenant(schema) instanceof MigrationOutcome.Failed(String reason)) {
      throw new IllegalStateException(reason);
    }
  }

  /**
   * Brings all tenants' schemas up to date; one that fails is reported and does not stop the
   * others.
   */
  void migrateTenants(Collection<String> slugs) throws InterruptedException {
    MigrationReport report =
        migrations.migrateTenants(
            slugs.stream().map(transactions.schemas()::tenant).toList(), MIGRATIONS_AT_ONCE);
    report.failures().forEach((schema, reason) -> LOG.error("{}: {}", schema, reason));
  }

  /** Whether the database is this hub's own, and so nobody else's. */
  boolean isEmbedded() {
    return embedded != null;
  }

  @Override
  public void close() {
    inTimePool.close();
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
  }

  private static void require(MigrationOutcome outcome) throws StartException {
    if (outcome instanceof MigrationOutcome.Failed(String reason)) {
      throw new StartException(reason);
    }
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage();
    return message == null ? "the embedded database does not start" : message;
  }
}
