package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.OptionalInt;

/** The day's counter of display numbers, locked. One thread. */
final class NumberSet implements RowSet {
  static final Kind<NumberSet> KIND = new Kind<>(LockOrder.ORDER_NUMBERS, NumberSet::new);

  private boolean changed;
  private int last;

  String next() {
    changed = true;
    last++;
    return Integer.toString(last);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    LocalDate day = batch.today();
    OptionalInt stored = lock(connection, day);
    if (stored.isEmpty()) {
      // The day's first order. Another node may be making the row right now: wait for it, then lock
      // it.
      create(connection, day);
      stored = lock(connection, day);
    }
    last = stored.orElseThrow();
  }

  @Override
  public void flush(Connection connection, Batch batch) throws SQLException {
    if (!changed) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE order_numbers SET last_number = ? WHERE business_date = ?")) {
      update.setInt(1, last);
      update.setObject(2, batch.today());
      update.executeUpdate();
    }
  }

  private static OptionalInt lock(Connection connection, LocalDate day) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT last_number FROM order_numbers WHERE business_date = ? FOR UPDATE")) {
      select.setObject(1, day);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private static void create(Connection connection, LocalDate day) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT IGNORE INTO order_numbers (business_date, last_number) VALUES (?, 0)")) {
      insert.setObject(1, day);
      insert.executeUpdate();
    }
  }
}
