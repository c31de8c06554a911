package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.UnionRead;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
    UnionRead read = new UnionRead();
    for (Asked asked : questions) {
      if (!asked.terminals.isEmpty()) {
        ask(read, reached.size(), asked);
      }
      reached.add(new HashMap<>());
    }
    read.read(connection, (i, row) -> reached.get(i).put(row.getString(2), row.getLong(3)));
    return reached;
  }

  private static void ask(UnionRead read, int number, Asked asked) {
    List<Object> values = new ArrayList<>();
    values.add(asked.epoch);
    values.addAll(asked.terminals);
    read.ask(
        number,
        "terminal, COALESCE(acked_seq, started_seq) FROM `"
            + asked.schema
            + "`.terminals WHERE epoch = ? AND terminal IN ("
            + Columns.marks(asked.terminals.size())
            + ")",
        values);
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
