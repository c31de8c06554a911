package io.poshub.engine.stream;

import io.poshub.engine.sql.Columns;
import io.poshub.engine.sql.Insert;
import io.poshub.engine.sql.SchemaNames;
import io.poshub.engine.sql.Writes;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives events their places at the end of a stream. Lane thread, inside its transaction, after
 * everything else: from here to the commit the head's row is locked, so whoever commits first has
 * the lower seq.
 */
public final class StreamAppender {
  /** A stream whose epoch changes again and again under our hands is not one to write to. */
  private static final int ATTEMPTS_MAX = 3;

  private static final Insert INSERT = Insert.into("events (seq, id, type, at, data)", 5);

  private final String moveHead;
  private final String moveKnownHead;
  private final String readEpoch;

  /** Epochs as last seen; a wrong one moves no head, and is then read again. */
  private final ConcurrentMap<String, String> epochs = new ConcurrentHashMap<>();

  public StreamAppender(SchemaNames schemas) {
    String heads = "`" + schemas.main() + "`.stream_heads";
    // No row is changed if the stream has another epoch.
    this.moveHead =
        "UPDATE " + heads + " SET seq = LAST_INSERT_ID(seq + ?) WHERE tenant = ? AND epoch = ?";
    // If it stands elsewhere, the row's own check refuses the place, and with it the batch.
    this.moveKnownHead =
        "UPDATE " + heads + " SET seq = IF(seq = ? AND epoch = ?, ?, -1) WHERE tenant = ?";
    this.readEpoch = "SELECT epoch FROM " + heads + " WHERE tenant = ?";
  }

  /** The stream's end after the append, and the events with their places. */
  public record Appended(Position head, List<StreamEvent> events) {
    public Appended {
      events = List.copyOf(events);
    }
  }

  /**
   * Adds the head's move and the events to what was gathered. If nobody knows where the head is,
   * that is sent up to its move, and the events go with what is sent next.
   *
   * @param known the stream's end, if nobody else can have moved it since
   */
  public Appended append(
      Connection connection,
      Writes writes,
      String tenant,
      @Nullable Position known,
      List<EventDraft> drafts)
      throws SQLException {
    Position head =
        known == null
            ? moveHead(connection, writes, tenant, drafts.size())
            : moveKnownHead(writes, tenant, known, drafts.size());
    List<StreamEvent> events = place(tenant, head.seq() - drafts.size(), drafts);
    insert(writes, events);
    return new Appended(head, events);
  }

  private Position moveKnownHead(Writes writes, String tenant, Position known, int by) {
    Position head = new Position(known.epoch(), known.seq() + by);
    writes.add(moveKnownHead, known.seq(), known.epoch(), head.seq(), tenant);
    return head;
  }

  /** Locks the head and moves it, in one round trip if the epoch is the one we know. */
  private Position moveHead(Connection connection, Writes writes, String tenant, int by)
      throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      String epoch = epochs.get(tenant);
      if (epoch == null) {
        epoch = readEpoch(connection, tenant);
        epochs.put(tenant, epoch);
      }
      OptionalLong seq = writes.sendCounting(moveHead, by, tenant, epoch);
      if (seq.isPresent()) {
        return new Position(epoch, seq.getAsLong());
      }
      epochs.remove(tenant, epoch);
    }
    throw new SQLException("the stream's epoch keeps changing");
  }

  private String readEpoch(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(readEpoch)) {
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

  private static void insert(Writes writes, List<StreamEvent> events) {
    for (StreamEvent event : events) {
      writes.insert(
          INSERT,
          event.seq(),
          event.id(),
          event.type().wire(),
          Columns.utc(event.time()),
          event.data());
    }
  }
}
