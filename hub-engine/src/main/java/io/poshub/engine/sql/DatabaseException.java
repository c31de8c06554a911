package io.poshub.engine.sql;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;

/**
 * A query that did not work. Its text never reaches a client: doors answer by {@link #failure()}.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SqlFailure failure;

  public DatabaseException(SQLException cause) {
    this(cause, SqlFailure.of(cause));
  }

  public DatabaseException(SQLException cause, SqlFailure failure) {
    super("database: " + failure, requireNonNull(cause, "cause is null"));
    this.failure = failure;
  }

  public SqlFailure failure() {
    return failure;
  }
}
