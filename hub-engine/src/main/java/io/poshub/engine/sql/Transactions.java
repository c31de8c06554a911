package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Gives out a connection that stands in the right schema, for one query or one transaction. Virtual
 * threads only: every method blocks.
 */
public final class Transactions {
  private final DataSource pool;
  private final SchemaNames schemas;
  private final FirstUse firstUse;

  /** Makes it for a database whose tables open when a statement asks for them. */
  public Transactions(DataSource pool, SchemaNames schemas) {
    this(pool, schemas, List.of());
  }

  /**
   * Makes it for a database.
   *
   * @param usedFirst tables that a tenant's first statement opens together
   */
  public Transactions(DataSource pool, SchemaNames schemas, List<String> usedFirst) {
    this.pool = pool;
    this.schemas = schemas;
    this.firstUse = new FirstUse(usedFirst);
  }

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  public SchemaNames schemas() {
    return schemas;
  }

  FirstUse firstUse() {
    return firstUse;
  }

  /** Runs single statements, each its own transaction, in a tenant's schema. */
  public <T> T inTenant(String slug, Work<T> work) {
    return onTenant(slug, work);
  }

  /** Runs single statements, each its own transaction, in the main schema. */
  public <T> T inMain(Work<T> work) {
    return onSchema(schemas.main(), work);
  }

  /** Reads in a tenant's schema what was committed at one moment, however long it takes. */
  public <T> T snapshotInTenant(String slug, Work<T> work) {
    return onTenant(
        slug,
        connection -> {
          // The pool takes both back when the connection returns to it.
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          return transaction(connection, work);
        });
  }

  /** Runs the work in one READ COMMITTED transaction in a tenant's schema. */
  public <T> T transactionInTenant(String slug, Work<T> work) {
    return onTenant(slug, connection -> transaction(connection, work));
  }

  /** Runs the work in one READ COMMITTED transaction in the main schema. */
  public <T> T transactionInMain(Work<T> work) {
    return onSchema(schemas.main(), connection -> transaction(connection, work));
  }

  /**
   * Opens a connection in a tenant's schema with a transaction begun. The caller commits, or closes
   * and so rolls back.
   */
  public Connection beginInTenant(String slug) throws SQLException {
    Connection connection = pool.getConnection();
    try {
      enterTenant(connection, slug);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Moves a connection to another tenant's schema; an open transaction stays open. */
  public void enterTenant(Connection connection, String slug) throws SQLException {
    String schema = schemas.tenant(slug);
    connection.setCatalog(schema);
    firstUse.of(schema, connection);
  }

  private <T> T onTenant(String slug, Work<T> work) {
    String schema = schemas.tenant(slug);
    return onSchema(
        schema,
        connection -> {
          firstUse.of(schema, connection);
          return work.run(connection);
        });
  }

  private <T> T onSchema(String schema, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return onSchema(connection, schema, work);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static <T> T onSchema(Connection connection, String schema, Work<T> work) {
    try {
      connection.setCatalog(schema);
      return work.run(connection);
    } catch (SQLException e) {
      throw new DatabaseException(e, SqlFailure.on(connection, e));
    }
  }

  private static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback(connection, e);
      throw e;
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
