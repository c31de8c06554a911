package io.poshub.engine.terminal;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** How far terminals have acknowledged, in {@code terminals}. One connection, one thread. */
public final class AckRows {
  /** Terminals asked for by one statement. */
  private static final int ASKED_MAX = 1_000;

  private final Connection connection;

  public AckRows(Connection connection) {
    this.connection = connection;
  }

  /** What terminals have behind them in this epoch; those that were never here are missing. */
  public Map<String, Long> reached(String epoch, Collection<String> terminals) throws SQLException {
    Map<String, Long> reached = new HashMap<>();
    List<String> all = List.copyOf(terminals);
    for (int from = 0; from < all.size(); from += ASKED_MAX) {
      reach(epoch, all.subList(from, Math.min(all.size(), from + ASKED_MAX)), reached);
    }
    return reached;
  }

  /**
   * Raises acknowledged positions. A position never falls, and one of another epoch is not kept.
   *
   * @param ackedSeqByTerminal sorted, so that nodes that do this at once lock in the same order
   */
  public static void raise(
      Writes writes, String epoch, SortedMap<String, Long> ackedSeqByTerminal, Instant now) {
    ackedSeqByTerminal.forEach((terminal, seq) ->
        writes.add(
            """
            UPDATE terminals SET acked_seq = GREATEST(COALESCE(acked_seq, started_seq), ?), \
            last_seen_at = GREATEST(last_seen_at, ?) WHERE terminal = ? AND epoch = ?\
            """,
            seq,
            Columns.utc(now),
            terminal,
            epoch));
  }

  private void reach(String epoch, List<String> terminals, Map<String, Long> reached)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT terminal, COALESCE(acked_seq, started_seq) FROM terminals WHERE epoch = ?"
                + " AND terminal IN ("
                + Columns.marks(terminals.size())
                + ")")) {
      select.setString(1, epoch);
      int index = 2;
      for (String terminal : terminals) {
        select.setString(index++, terminal);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reached.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
  }
}
