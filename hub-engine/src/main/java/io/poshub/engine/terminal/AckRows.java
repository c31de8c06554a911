package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;

/**
 * How far terminals have acknowledged, in {@code terminals} of many tenants. The connection's
 * thread.
 */
public final class AckRows {
  private AckRows() {}

  /** Terminals of one tenant. */
  public record Asked(String schema, String epoch, Collection<String> terminals) {
    public Asked {
      terminals = List.copyOf(terminals);
    }
  }

  /**
   * What terminals have behind them in their epoch, for each question in turn; those that were
   * never here are missing. One statement, whoever asks.
   */
  public static List<Map<String, Long>> reached(Connection connection, List<Asked> questions)
      throws SQLException {
    List<Map<String, Long>> reached = new ArrayList<>();
    StringJoiner sql = new StringJoiner(" UNION ALL ");
    List<String> values = new ArrayList<>();
    for (Asked asked : questions) {
      if (!asked.terminals.isEmpty()) {
        sql.add(select(reached.size(), asked));
        values.add(asked.epoch);
        values.addAll(asked.terminals);
      }
      reached.add(new HashMap<>());
    }
    if (values.isEmpty()) {
      return reached;
    }
    try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setString(i + 1, values.get(i));
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reached.get(rows.getInt(1)).put(rows.getString(2), rows.getLong(3));
        }
      }
    }
    return reached;
  }

  private static String select(int index, Asked asked) {
    return "SELECT "
        + index
        + ", terminal, COALESCE(acked_seq, started_seq) FROM `"
        + asked.schema
        + "`.terminals WHERE epoch = ? AND terminal IN ("
        + Columns.marks(asked.terminals.size())
        + ")";
  }

  /**
   * Raises acknowledged positions. A position never falls, and one of another epoch is not kept.
   *
   * @param ackedSeqByTerminal sorted, so that nodes that do this at once lock in the same order
   */
  public static void raise(
      Writes writes,
      String schema,
      String epoch,
      SortedMap<String, Long> ackedSeqByTerminal,
      Instant now) {
    String update =
        "UPDATE `"
            + schema
            + "`.terminals SET acked_seq = GREATEST(COALESCE(acked_seq, started_seq), ?),"
            + " last_seen_at = GREATEST(last_seen_at, ?) WHERE terminal = ? AND epoch = ?";
    ackedSeqByTerminal.forEach(
        (terminal, seq) -> writes.add(update, seq, Columns.utc(now), terminal, epoch));
  }
}
