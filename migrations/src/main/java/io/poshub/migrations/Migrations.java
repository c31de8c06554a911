package io.poshub.migrations;

import static java.util.Objects.requireNonNull;

import io.poshub.migrations.DatabaseServer.Fitness;
import io.poshub.migrations.MigrationOutcome.Failed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the main schema and the tenants' schemas up to date. Safe to use from any thread and from
 * several processes at once: one migrates a schema, the others wait for it. Every refusal is an
 * outcome, never an exception.
 */
public final class Migrations {
  /** Schemas migrated at the same time, at most. */
  public static final int PARALLELISM_MAX = 16;

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private final DataSource source;
  private final Scripts main = Scripts.at("db/hub/main");
  private final Scripts tenant = Scripts.at("db/hub/tenant");

  /**
   * @param source gives connections that may create schemas. Each migrating schema takes several at
   *     once, so a pool would have to hold many more than the parallelism: {@link #on} needs none.
   */
  public Migrations(DataSource source) {
    this.source = requireNonNull(source, "source is null");
  }

  /** Over connections of its own, opened for each migration. */
  public static Migrations on(String jdbcUrl, String user, String password) {
    return new Migrations(new UnpooledDataSource(jdbcUrl, user, password));
  }

  /** The version every tenant's schema has after a migration. */
  public int newestTenantVersion() {
    return tenant.newest();
  }

  /** Creates the hub's own schema where it is missing, and brings it up to date. */
  public MigrationOutcome migrateMain(String schema) {
    return migrateOne(main, new SchemaName(schema));
  }

  /** Creates a tenant's schema where it is missing, and brings it up to date. */
  public MigrationOutcome migrateTenant(String schema) {
    return migrateOne(tenant, new SchemaName(schema));
  }

  /** As {@link #migrateTenant} for each; what fails for one does not touch the others. */
  public MigrationReport migrateTenants(Collection<String> schemas, int parallelism)
      throws InterruptedException {
    if (parallelism < 1 || parallelism > PARALLELISM_MAX) {
      throw new IllegalArgumentException(
          "parallelism is " + parallelism + ", not 1 to " + PARALLELISM_MAX);
    }
    List<SchemaName> names = schemas.stream().distinct().map(SchemaName::new).toList();
    Map<String, MigrationOutcome> outcomes = new LinkedHashMap<>();
    List<SchemaName> behind = new ArrayList<>();
    for (SchemaName name : names) {
      outcomes.put(name.value(), new Failed("schema " + name + " was not reached"));
    }
    try (Connection connection = source.getConnection()) {
      Optional<Failed> refusal = refusal(connection);
      if (refusal.isPresent()) {
        outcomes.replaceAll((_, _) -> refusal.get());
        return new MigrationReport(outcomes);
      }
      for (SchemaName name : names) {
        new SchemaMigration(source, tenant, name)
            .look(connection)
            .ifPresentOrElse(
                outcome -> outcomes.put(name.value(), outcome), () -> behind.add(name));
      }
    } catch (SQLException e) {
      Failed failed = unreachable(e);
      outcomes.replaceAll((_, _) -> failed);
      return new MigrationReport(outcomes);
    }
    migrateAll(behind, parallelism, outcomes);
    return new MigrationReport(outcomes);
  }

  private void migrateAll(
      List<SchemaName> behind, int parallelism, Map<String, MigrationOutcome> outcomes)
      throws InterruptedException {
    Map<String, Future<MigrationOutcome>> running = new LinkedHashMap<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            parallelism, Thread.ofVirtual().name("migration-", 0).factory())) {
      try {
        for (SchemaName name : behind) {
          SchemaMigration migration = new SchemaMigration(source, tenant, name);
          running.put(name.value(), workers.submit(() -> migration.run()));
        }
        for (Map.Entry<String, Future<MigrationOutcome>> entry : running.entrySet()) {
          outcomes.put(entry.getKey(), outcomeOf(entry.getKey(), entry.getValue()));
        }
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    }
  }

  private static MigrationOutcome outcomeOf(String schema, Future<MigrationOutcome> running)
      throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      log.error("migrating {} broke", schema, e.getCause());
      return new Failed("schema " + schema + ": " + e.getCause());
    }
  }

  private MigrationOutcome migrateOne(Scripts scripts, SchemaName schema) {
    try (Connection connection = source.getConnection()) {
      Optional<Failed> refusal = refusal(connection);
      return refusal.isPresent()
          ? refusal.get()
          : new SchemaMigration(source, scripts, schema).run(connection);
    } catch (SQLException e) {
      return unreachable(e);
    }
  }

  private static Optional<Failed> refusal(Connection connection) throws SQLException {
    return switch (DatabaseServer.ask(connection).fitness()) {
      case Fitness.Tested _ -> Optional.empty();
      case Fitness.Untested(String warning) -> {
        log.warn(warning);
        yield Optional.empty();
      }
      case Fitness.Refused(String reason) -> Optional.of(new Failed(reason));
    };
  }

  private static Failed unreachable(SQLException failure) {
    return new Failed("the database cannot be used: " + SchemaMigration.rootMessage(failure));
  }
}
