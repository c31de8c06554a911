package io.poshub.engine.stream;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives events their places at the end of a stream. Lane thread, inside its transaction, after
 * everything else: from here to the commit the head's row is locked, so whoever commits first has
 * the lower seq.
 */
public final class StreamAppender {
  private final String heads;

  public StreamAppender(SchemaNames schemas) {
    this.heads = "`" + schemas.main() + "`.stream_heads";
  }

  /** The stream's end after the append, and the events with their places. */
  public record Appended(Position head, List<StreamEvent> events) {
    public Appended {
      events = List.copyOf(events);
    }
  }

  public Appended append(Connection connection, String tenant, List<EventDraft> drafts)
      throws SQLException {
    Position before = lockHead(connection, tenant);
    List<StreamEvent> events = place(tenant, before.seq(), drafts);
    insert(connection, events);
    Position head = new Position(before.epoch(), before.seq() + events.size());
    moveHead(connection, tenant, head.seq());
    return new Appended(head, events);
  }

  private Position lockHead(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT epoch, seq FROM " + heads + " WHERE tenant = ? FOR UPDATE")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no stream for this tenant");
        }
        return new Position(row.getString(1), row.getLong(2));
      }
    }
  }

  private static List<StreamEvent> place(String tenant, long after, List<EventDraft> drafts) {
    List<StreamEvent> events = new ArrayList<>(drafts.size());
    long seq = after;
    for (EventDraft draft : drafts) {
      seq++;
      events.add(
          new StreamEvent(tenant, draft.type(), draft.id(), seq, draft.time(), draft.data()));
    }
    return events;
  }

  private static void insert(Connection connection, List<StreamEvent> events) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO events (seq, id, type, at, data) VALUES (?, ?, ?, ?, ?)")) {
      for (StreamEvent event : events) {
        insert.setLong(1, event.seq());
        insert.setString(2, event.id());
        insert.setString(3, event.type().wire());
        insert.setString(4, Columns.utc(event.time()));
        insert.setString(5, event.data());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void moveHead(Connection connection, String tenant, long seq) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + heads + " SET seq = ? WHERE tenant = ?")) {
      update.setLong(1, seq);
      update.setString(2, tenant);
      update.executeUpdate();
    }
  }
}
