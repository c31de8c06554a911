package io.poshub.engine.handling;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.UnionRead;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** A stretch of a tenant's stream: after one place up to another. */
  public record Stretch(String schema, String epoch, long fromSeq, long toSeq) {
    /** What of it lies behind a place. */
    public Stretch after(long seq) {
      return new Stretch(schema, epoch, seq, toSeq);
    }
  }

  /**
   * Orders announced in stretches of many streams, for each in turn and in their order: the first
   * ones, up to {@code limit} of each. One statement, however many.
   */
  public static List<List<Announced>> between(
      Connection connection, List<Stretch> stretches, int limit) throws SQLException {
    List<List<Announced>> announced = new ArrayList<>();
    UnionRead read = new UnionRead();
    for (Stretch stretch : stretches) {
      read.ask(
          announced.size(),
          "order_id, announced_seq, delivered_at IS NOT NULL FROM `"
              + stretch.schema
              + "`.order_handling WHERE announced_seq > ? AND announced_seq <= ?"
              + " AND announced_epoch = ? ORDER BY announced_seq LIMIT ?",
          List.of(stretch.fromSeq, stretch.toSeq, stretch.epoch, limit));
      announced.add(new ArrayList<>());
    }
    read.read(
        connection,
        (i, row) ->
            announced
                .get(i)
                .add(new Announced(row.getString(2), row.getLong(3), row.getBoolean(4))));
    announced.forEach(orders -> orders.sort(Comparator.comparingLong(Announced::seq)));
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
      Writes writes, String schema, SortedMap<String, String> terminalByOrderId, Instant at) {
    String update =
        "UPDATE `"
            + schema
            + "`.order_handling SET delivered_at = ?, delivered_by = ?"
            + " WHERE order_id = ? AND delivered_at IS NULL";
    terminalByOrderId.forEach(
        (orderId, terminal) -> writes.add(update, Columns.utc(at), terminal, orderId));
  }
}
