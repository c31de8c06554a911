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
 * The business day's counter of display numbers, locked. Whoever names this set names the settings
 * too, which say when the day ends. One thread.
 */
final class NumberSet implements RowSet {
  static final Kind<NumberSet> KIND = new Kind<>(LockOrder.ORDER_NUMBERS, NumberSet::new);

  private LocalDate day = LocalDate.EPOCH;
  private int claimed;
  private int last;
  private int reservedTo;

  /** One more order may need a number. */
  void claim() {
    claimed++;
  }

  String next() {
    last++;
    return Integer.toString(last);
  }

  /** Counts on by what was claimed and so locks the day's row, in one round trip. */
  @Override
  public void load(Connection connection, Batch batch) throws SQLException {
    Settings settings = batch.rows(SettingsSet.KIND).current();
    day = settings.businessDate(batch.now(), batch.tenant().timeZone());
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
      reservedTo = Math.toIntExact(Columns.lastInsertId(upsert));
      last = reservedTo - claimed;
    }
  }

  /** Numbers that nobody needed after all are the next ones again: a day's numbers have no gap. */
  @Override
  public void flush(Writes writes, Batch batch) {
    if (last != reservedTo) {
      writes.add("UPDATE order_numbers SET last_number = ? WHERE business_date = ?", last, day);
    }
  }
}
