package io.poshub.engine.handling;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import io.poshub.protocol.order.OrderAck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code order_handling}. */
public final class HandlingRows {
  /** To be joined to an order as {@code h}; an order without a row is as if untouched. */
  public static final String JOIN = "LEFT JOIN order_handling h ON h.order_id = ";

  public static final String COLUMNS =
      """
      h.order_id, h.entries, h.pending_at, h.due_at, h.delivered_at, h.seen_at, h.seen_by, \
      h.accepted_at, h.accepted_by, h.claim_terminal, h.claim_fence, h.claim_expires_at, \
      h.print_count, h.printed_fence, h.printed_at, h.printed_by\
      """;

  /** What terminals acknowledged is not ours to write. */
  private static final Insert NEW =
      Insert.into(
          "order_handling (order_id, announced_epoch, announced_seq, entries, pending_at, due_at,"
              + " seen_at, seen_by, accepted_at, accepted_by, claim_terminal, claim_fence,"
              + " claim_expires_at, print_count, printed_fence, printed_at, printed_by)",
          17);

  /** For an order that may have a row; to read this clause is a fifteenth of an order's cost. */
  private static final Insert NEW_OR_CHANGED =
      NEW.orUpdate(
          """
          announced_epoch = COALESCE(VALUES(announced_epoch), announced_epoch), \
          announced_seq = COALESCE(VALUES(announced_seq), announced_seq), \
          entries = VALUES(entries), pending_at = VALUES(pending_at), due_at = VALUES(due_at), \
          seen_at = VALUES(seen_at), seen_by = VALUES(seen_by), \
          accepted_at = VALUES(accepted_at), accepted_by = VALUES(accepted_by), \
          claim_terminal = VALUES(claim_terminal), claim_fence = VALUES(claim_fence), \
          claim_expires_at = VALUES(claim_expires_at), print_count = VALUES(print_count), \
          printed_fence = VALUES(printed_fence), printed_at = VALUES(printed_at), \
          printed_by = VALUES(printed_by)\
          """);

  private HandlingRows() {}

  /**
   * An order's row as it is to be written.
   *
   * @param isNew whether the order itself is new, so that there cannot be a row
   * @param announced where its event is, if it got it just now
   */
  record Written(String orderId, Handling handling, boolean isNew, @Nullable Position announced) {}

  /** Reads what was joined. */
  public static Handling handling(ResultSet row) throws SQLException {
    if (row.getString("order_id") == null) {
      return Handling.NONE;
    }
    OrderAck ack =
        new OrderAck(
            Columns.timeOrNull(row, "delivered_at"),
            Columns.timeOrNull(row, "seen_at"),
            row.getString("seen_by"),
            Columns.timeOrNull(row, "accepted_at"),
            row.getString("accepted_by"),
            Columns.timeOrNull(row, "due_at"));
    Lease lease =
        new Lease(
            row.getString("claim_terminal"),
            row.getLong("claim_fence"),
            Columns.timeOrNull(row, "claim_expires_at"));
    Prints prints =
        new Prints(
            row.getInt("print_count"),
            Columns.longOrNull(row, "printed_fence"),
            Columns.timeOrNull(row, "printed_at"),
            row.getString("printed_by"));
    return new Handling(
        row.getInt("entries"), Columns.timeOrNull(row, "pending_at"), ack, lease, prints);
  }

  static void write(Writes writes, Collection<Written> rows) {
    for (Written row : rows) {
      Handling handling = row.handling();
      OrderAck ack = handling.ack();
      Lease lease = handling.lease();
      Prints prints = handling.prints();
      writes.insert(
          row.isNew() ? NEW : NEW_OR_CHANGED,
          row.orderId(),
          row.announced() == null ? null : row.announced().epoch(),
          row.announced() == null ? null : row.announced().seq(),
          handling.entries(),
          Columns.utc(handling.pendingAt()),
          Columns.utc(ack.dueBy()),
          Columns.utc(ack.seenAt()),
          ack.seenBy(),
          Columns.utc(ack.acceptedAt()),
          ack.acceptedBy(),
          lease.terminal(),
          lease.fence(),
          Columns.utc(lease.expiresAt()),
          prints.count(),
          prints.fence(),
          Columns.utc(prints.at()),
          prints.by());
    }
  }

  /** Forgets how orders were handled, before they themselves are deleted. */
  public static void delete(Connection connection, Collection<String> orderIds)
      throws SQLException {
    for (String table : List.of("order_history", "order_handling")) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM "
                  + table
                  + " WHERE order_id IN ("
                  + Columns.marks(orderIds.size())
                  + ")")) {
        int index = 1;
        for (String id : orderIds) {
          delete.setString(index++, id);
        }
        delete.executeUpdate();
      }
    }
  }
}
