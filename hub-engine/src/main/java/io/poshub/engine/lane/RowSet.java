package io.poshub.engine.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * The rows of one kind that a batch works on. Lives for one batch on one thread: claimed, loaded
 * and locked, changed in memory, written back set-based.
 */
public interface RowSet {

  /** Reads and locks what was claimed. */
  void load(Connection connection, Batch batch) throws SQLException;

  /** Writes what was changed or added. */
  void flush(Connection connection, Batch batch) throws SQLException;

  /**
   * Names a kind of rows and its place in the order of locks, which is the same in every
   * transaction.
   *
   * @param lockOrder sets with lower numbers are locked and written first
   */
  record Kind<S extends RowSet>(int lockOrder, Supplier<S> factory) {}
}
