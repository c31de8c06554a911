package io.poshub.engine.delivery;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.order.Delivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The SQL of {@code terminal_progress}. One connection, one thread. */
final class ProgressRows {
  private final Connection connection;

  ProgressRows(Connection connection) {
    this.connection = connection;
  }

  /** Writes steps of a tenant; one that is there already keeps its time. */
  static void insert(
      Writes writes, String schema, String epoch, Collection<Step> steps, Instant at) {
    Insert insert =
        Insert.into(
                "`" + schema + "`.terminal_progress (kind, terminal, epoch, to_seq, from_seq, at)",
                6)
            .orUpdate("at = at");
    for (Step step : steps) {
      writes.insert(
          insert,
          step.kind().stored(),
          step.terminal(),
          epoch,
          step.toSeq(),
          step.fromSeq(),
          Columns.utc(at));
    }
  }

  /** Which terminals went over an event, and when first. */
  List<Delivery.Mark> over(Step.Kind kind, String epoch, long seq) throws SQLException {
    List<Delivery.Mark> marks = new ArrayList<>();
    // From the terminals, so that the key is entered at each one's first row that is far enough.
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT p.terminal, MIN(p.at) AS first_at
            FROM terminals t JOIN terminal_progress p
              ON p.kind = ? AND p.terminal = t.terminal AND p.epoch = ? AND p.to_seq >= ?
            WHERE p.from_seq < ?
            GROUP BY p.terminal ORDER BY first_at, p.terminal
            """)) {
      select.setString(1, kind.stored());
      select.setString(2, epoch);
      select.setLong(3, seq);
      select.setLong(4, seq);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          marks.add(new Delivery.Mark(rows.getString("terminal"), Columns.time(rows, "first_at")));
        }
      }
    }
    return marks;
  }

  int prune(Instant cutOff, int maxRows) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM terminal_progress WHERE at < ? ORDER BY at LIMIT ?")) {
      delete.setString(1, Columns.utc(cutOff));
      delete.setInt(2, maxRows);
      return delete.executeUpdate();
    }
  }
}
