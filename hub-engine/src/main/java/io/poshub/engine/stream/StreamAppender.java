package io.poshub.engine.stream;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gives events their places at the end of a stream. Lane thread, inside its transaction, after
 * everything else: from here to the commit the head's row is locked, so whoever commits first has
 * the lower seq.
 */
public final class StreamAppender {
  /** A stream whose epoch changes again and again under our hands is not one to write to. */
  private static final int ATTEMPTS_MAX = 3;

  private final String heads;

  /** Epochs as last seen; a wrong one moves no head, and is then read again. */
  private final ConcurrentMap<String, String> epochs = new ConcurrentHashMap<>();

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
    Position head = moveHead(connection, tenant, drafts.size());
    List<StreamEvent> events = place(tenant, head.seq() - drafts.size(), drafts);
    insert(connection, events);
    return new Appended(head, events);
  }

  /** Locks the head and moves it, in one round trip if the epoch is the one we know. */
  private Position moveHead(Connection connection, String tenant, int by) throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      String epoch = epochs.get(tenant);
      if (epoch == null) {
        epoch = readEpoch(connection, tenant);
        epochs.put(tenant, epoch);
      }
      OptionalLong seq = moveHead(connection, tenant, epoch, by);
      if (seq.isPresent()) {
        return new Position(epoch, seq.getAsLong());
      }
      epochs.remove(tenant, epoch);
    }
    throw new SQLException("the stream's epoch keeps changing");
  }

  /** The new seq; empty if the stream has another epoch. */
  private OptionalLong moveHead(Connection connection, String tenant, String epoch, int by)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE " + heads + " SET seq = LAST_INSERT_ID(seq + ?) WHERE tenant = ? AND epoch = ?",
            Statement.RETURN_GENERATED_KEYS)) {
      update.setInt(1, by);
      update.setString(2, tenant);
      update.setString(3, epoch);
      return update.executeUpdate() == 1
          ? OptionalLong.of(Columns.lastInsertId(update))
          : OptionalLong.empty();
    }
  }

  private String readEpoch(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT epoch FROM " + heads + " WHERE tenant = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no stream for this tenant");
        }
        return row.getString(1);
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
}
