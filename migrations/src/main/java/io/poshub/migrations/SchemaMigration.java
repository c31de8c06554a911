package io.poshub.migrations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.poshub.migrations.MigrationOutcome.Failed;
import io.poshub.migrations.MigrationOutcome.Migrated;
import io.poshub.migrations.MigrationOutcome.UpToDate;
import io.poshub.migrations.SchemaState.Ahead;
import io.poshub.migrations.SchemaState.Behind;
import io.poshub.migrations.SchemaState.Current;
import io.poshub.migrations.SchemaState.HalfDone;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one schema up to date. Runs on any thread; several processes may run it on one schema at
 * once.
 */
final class SchemaMigration {
  private static final Logger log = LoggerFactory.getLogger(SchemaMigration.class);

  /** How long one process waits for another that migrates the same schema. */
  private static final int LOCK_MAX_SECONDS = 600;

  private final DataSource source;
  private final Scripts scripts;
  private final SchemaName schema;

  SchemaMigration(DataSource source, Scripts scripts, SchemaName schema) {
    this.source = source;
    this.scripts = scripts;
    this.schema = schema;
  }

  MigrationOutcome run() {
    try (Connection connection = source.getConnection()) {
      return run(connection);
    } catch (SQLException e) {
      return failed(e);
    }
  }

  /** Looks first, without a lock: nearly always there is nothing to do. */
  MigrationOutcome run(Connection connection) {
    return look(connection).orElseGet(() -> runLocked(connection));
  }

  /** One query; empty if the schema has to be migrated. */
  Optional<MigrationOutcome> look(Connection connection) {
    try {
      return settled(SchemaHistory.read(connection, schema, scripts));
    } catch (SQLException e) {
      return Optional.of(failed(e));
    }
  }

  private Optional<MigrationOutcome> settled(SchemaState state) {
    return switch (state) {
      case Behind _ -> Optional.empty();
      case Current(int version) -> Optional.of(new UpToDate(version));
      case Ahead(int version) -> Optional.of(tooNew(version));
      case HalfDone(int version) -> Optional.of(halfDone(version, ""));
    };
  }

  /** The lock belongs to the connection: it falls when the process dies. */
  private MigrationOutcome runLocked(Connection connection) {
    String lock = lockName();
    try {
      if (!acquire(connection, lock)) {
        return new Failed(
            "schema "
                + schema
                + ": another process has been migrating it for "
                + LOCK_MAX_SECONDS
                + " s");
      }
      try {
        SchemaState state = SchemaHistory.read(connection, schema, scripts);
        return state instanceof Behind(int from)
            ? migrate(connection, from)
            : settled(state).orElseThrow();
      } finally {
        release(connection, lock);
      }
    } catch (SQLException e) {
      return failed(e);
    }
  }

  private MigrationOutcome migrate(Connection connection, int from) throws SQLException {
    createSchemaIfMissing(connection);
    if (from == 0 && SchemaHistory.holdsForeignTables(connection, schema)) {
      return new Failed(
          "schema %s holds tables but no %s: it is not the hub's; give the hub another schema prefix"
              .formatted(schema, SchemaHistory.TABLE));
    }
    try {
      flyway().migrate();
    } catch (FlywayException e) {
      log.debug("migrating {} failed", schema, e);
      return explain(SchemaHistory.read(connection, schema, scripts), e);
    }
    return new Migrated(from, scripts.newest());
  }

  /**
   * The collation is one that every MySQL and MariaDB has and sorts alike: their own defaults
   * (0900, uca1400) exist on one side only.
   */
  private void createSchemaIfMissing(Connection connection) throws SQLException {
    if (SchemaHistory.schemaExists(connection, schema)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE IF NOT EXISTS "
              + schema.quoted()
              + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    }
  }

  private Flyway flyway() {
    return Flyway.configure(SchemaMigration.class.getClassLoader())
        .loggers(QuietFlywayLogs.class.getName())
        .dataSource(source)
        .defaultSchema(schema.value())
        .schemas(schema.value())
        .createSchemas(false)
        .table(SchemaHistory.TABLE)
        .locations("classpath:" + scripts.location())
        .placeholderReplacement(false)
        .load();
  }

  private MigrationOutcome explain(SchemaState after, FlywayException failure) {
    return switch (after) {
      case HalfDone(int version) -> halfDone(version, ": " + rootMessage(failure));
      case Behind _, Current _, Ahead _ -> failed(failure);
    };
  }

  private Failed halfDone(int version, String why) {
    return new Failed(
        ("schema %s: version %d stopped half-way%s; the database cannot roll such changes back: undo"
                + " what V%d__*.sql in %s has done (or restore a backup), delete its row from %s.%s,"
                + " and start again")
            .formatted(
                schema,
                version,
                why,
                version,
                scripts.location(),
                schema.quoted(),
                SchemaHistory.TABLE));
  }

  private Failed tooNew(int version) {
    return new Failed(
        "schema %s is at version %d, newer than this hub knows (%d): start the newer hub"
            .formatted(schema, version, scripts.newest()));
  }

  private Failed failed(Exception failure) {
    return new Failed("schema " + schema + ": " + rootMessage(failure));
  }

  static String rootMessage(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
  }

  /** Lock names are one space for the whole server and at most 64 characters long. */
  private String lockName() {
    return "poshub-migration-" + UUID.nameUUIDFromBytes(schema.value().getBytes(US_ASCII));
  }

  private static boolean acquire(Connection connection, String lock) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
      statement.setString(1, lock);
      statement.setInt(2, LOCK_MAX_SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }

  private static void release(Connection connection, String lock) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
      statement.setString(1, lock);
      statement.execute();
    }
  }
}
