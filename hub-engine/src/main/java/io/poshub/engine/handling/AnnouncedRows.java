package io.poshub.engine.handling;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where orders stand in the stream, and that they were delivered: the part of {@code
 * order_handling} that acknowledgements read and write. One connection, one thread.
 */
public final class AnnouncedRows {
  private final Connection connection;

  public AnnouncedRows(Connection connection) {
    this.connection = connection;
  }

  /** An order whose {@code new_order} has this place. */
  public record Announced(String orderId, long seq, boolean isDelivered) {}

  /** Orders announced after one place up to another, in that order. */
  public List<Announced> between(String epoch, long fromSeq, long toSeq, int limit)
      throws SQLException {
    List<Announced> announced = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT order_id, announced_seq, delivered_at IS NOT NULL AS delivered
            FROM order_handling
            WHERE announced_seq > ? AND announced_seq <= ? AND announced_epoch = ?
            ORDER BY announced_seq LIMIT ?
            """)) {
      select.setLong(1, fromSeq);
      select.setLong(2, toSeq);
      select.setString(3, epoch);
      select.setInt(4, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          announced.add(
              new Announced(
                  rows.getString("order_id"),
                  rows.getLong("announced_seq"),
                  rows.getBoolean("delivered")));
        }
      }
    }
    return announced;
  }

  /** Where an order's {@code new_order} is, if it ever was one. */
  public Optional<Position> find(String orderId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT announced_epoch, announced_seq FROM order_handling
            WHERE order_id = ? AND announced_seq IS NOT NULL
            """)) {
      select.setString(1, orderId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Position(row.getString(1), row.getLong(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * Notes who acknowledged orders first; an earlier note stays.
   *
   * @param terminalByOrderId sorted, as the lanes lock orders
   */
  public static void delivered(
      Writes writes, SortedMap<String, String> terminalByOrderId, Instant at) {
    terminalByOrderId.forEach((orderId, terminal) ->
        writes.add(
            """
            UPDATE order_handling SET delivered_at = ?, delivered_by = ? \
            WHERE order_id = ? AND delivered_at IS NULL\
            """,
            Columns.utc(at),
            terminal,
            orderId));
  }
}
