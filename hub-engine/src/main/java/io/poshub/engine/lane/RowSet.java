package io.poshub.engine.lane;

import io.poshub.engine.sql.Writes;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The rows of one kind that a batch works on. Lives for one batch on one thread: claimed, loaded
 * and locked, changed in memory, written back set-based.
 */
public interface RowSet {

  /** Reads and locks what was claimed. */
  void load(Connection connection, Batch batch) throws SQLException;

  /** Tells what was changed or added. */
  void flush(Writes writes, Batch batch);

  /**
   * The batch's events have their places in the stream; its head may be locked, so be quick. For
   * rows that say where their event stands; not called for a batch without events.
   */
  default void placed(Writes writes, String epoch, List<StreamEvent> events) {}

  /**
   * Names a kind of rows and its place in the order of locks, which is the same in every
   * transaction.
   *
   * @param lockOrder sets with lower numbers are locked and written first
   */
  record Kind<S extends RowSet>(int lockOrder, Supplier<S> factory) {}
}
