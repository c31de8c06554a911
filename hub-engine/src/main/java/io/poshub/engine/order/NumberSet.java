package io.poshub.engine.order;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.LockOrder;
import io.poshub.engine.lane.RowSet;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * The business day's counter of display numbers: locked, or remembered where nobody else counts.
 * Whoever names this set names the settings too, which say when the day ends. One thread.
 */
final class NumberSet implements RowSet {
  static final Kind<NumberSet> KIND = new Kind<>(LockOrder.ORDER_NUMBERS, NumberSet::new);

  /**
   * Moves a counter of which we know where it stands. If somebody else has moved it, the row's own
   * check refuses the number, and with it the batch: its next try asks for the number.
   */
  private static final String MOVE_KNOWN =
      """
      INSERT INTO order_numbers (business_date, last_number) VALUES (?, ?) \
      ON DUPLICATE KEY UPDATE last_number = IF(last_number = ?, VALUES(last_number), -1)\
      """;

  private LocalDate day = LocalDate.EPOCH;
  private int claimed;
  private int last;

  /** What the row says until this batch's own statement. */
  private int stored;

  private boolean isKnown;

  /** What the tenant's batches know. */
  private record Counted(LocalDate day, int last) {}

  /** One more order may need a number. */
  void claim() {
    claimed++;
  }

  String next() {
    last++;
    return Integer.toString(last);
  }

  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    Settings settings = batch.rows(SettingsSet.KIND).current();
    day = settings.businessDate(batch.now(), batch.tenant().timeZone());
    Counted counted = batch.recall(Counted.class);
    isKnown = counted != null && counted.day.equals(day);
    if (counted != null && isKnown) {
      last = counted.last;
      stored = last;
    } else {
      reserve(connection);
    }
  }

  /** Counts on by what was claimed and so locks the day's row, in one round trip. */
  private void reserve(Connection connection) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO order_numbers (business_date, last_number) VALUES (?, LAST_INSERT_ID(?))
            ON DUPLICATE KEY UPDATE last_number = LAST_INSERT_ID(last_number + ?)
            """,
            Statement.RETURN_GENERATED_KEYS)) {
      upsert.setObject(1, day);
      upsert.setInt(2, claimed);
      upsert.setInt(3, claimed);
      upsert.executeUpdate();
      stored = Math.toIntExact(Columns.lastInsertId(upsert));
      last = stored - claimed;
    }
  }

  /** Numbers that nobody needed after all are the next ones again: a day's numbers have no gap. */
  @Override
  public void flush(Writes writes, Batch batch) {
    if (last != stored) {
      if (isKnown) {
        writes.add(MOVE_KNOWN, day, last, stored);
      } else {
        writes.add("UPDATE order_numbers SET last_number = ? WHERE business_date = ?", last, day);
      }
    }
    batch.learn(Counted.class, new Counted(day, last));
  }
}
