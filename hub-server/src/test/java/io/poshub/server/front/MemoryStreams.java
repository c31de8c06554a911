package io.poshub.server.front;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.server.fanout.EventReader;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Streams in memory that behave like the stored ones, count their reads, and can fail or wait. */
public final class MemoryStreams implements EventReader {
  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");
  private static final Semaphore OPEN = new Semaphore(Integer.MAX_VALUE);

  private final Map<String, Stream> streams = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private Semaphore permits = OPEN;
  private boolean failing;

  private static final class Stream {
    private String epoch = "e1";
    private final List<StreamEvent> events = new ArrayList<>();
    private long head;
  }

  /** Stores an event without a word to anybody, as another node would. */
  public synchronized StreamEvent append(String tenant, EventType type, String data) {
    Stream stream = stream(tenant);
    stream.head++;
    StreamEvent event = new StreamEvent(tenant, type, "id-" + stream.head, stream.head, TIME, data);
    stream.events.add(event);
    return event;
  }

  public StreamEvent append(String tenant) {
    return append(tenant, EventType.NEW_ORDER, "{}");
  }

  public synchronized void prune(String tenant, long upTo) {
    stream(tenant).events.removeIf(event -> event.seq() <= upTo);
  }

  /** Starts the stream anew, as a restored backup would. */
  public synchronized void rebuild(String tenant, String epoch, long head) {
    Stream stream = stream(tenant);
    stream.epoch = epoch;
    stream.events.clear();
    stream.head = head;
  }

  public synchronized void fails(boolean nowFailing) {
    failing = nowFailing;
  }

  /** From now on every read of events waits for a permit. */
  public synchronized Semaphore holdReads() {
    permits = new Semaphore(0);
    return permits;
  }

  /** The reads of events so far, as {@code tenant@after}. */
  public synchronized List<String> reads() {
    return List.copyOf(reads);
  }

  @Override
  public EventPage read(String tenant, @Nullable String epoch, long after, int maxEvents) {
    Semaphore gate;
    synchronized (this) {
      reads.add(tenant + "@" + after);
      gate = permits;
    }
    gate.acquireUninterruptibly();
    if (gate.equals(OPEN)) {
      gate.release();
    }
    return page(tenant, epoch, after, maxEvents);
  }

  private synchronized EventPage page(
      String tenant, @Nullable String epoch, long after, int maxEvents) {
    requireWorking();
    Stream stream = stream(tenant);
    Position head = new Position(stream.epoch, stream.head);
    if ((epoch != null && !epoch.equals(stream.epoch)) || after > stream.head) {
      return new EventPage.Expired(head);
    }
    List<StreamEvent> events =
        stream.events.stream().filter(event -> event.seq() > after).limit(maxEvents).toList();
    boolean pruned =
        after < stream.head && (events.isEmpty() || events.getFirst().seq() != after + 1);
    return pruned ? new EventPage.Expired(head) : new EventPage.Events(head, events);
  }

  @Override
  public synchronized Optional<Position> head(String tenant) {
    requireWorking();
    Stream stream = stream(tenant);
    return Optional.of(new Position(stream.epoch, stream.head));
  }

  @Override
  public synchronized Map<String, Position> heads() {
    requireWorking();
    Map<String, Position> heads = new HashMap<>();
    streams.forEach((tenant, stream) -> heads.put(tenant, new Position(stream.epoch, stream.head)));
    return heads;
  }

  private void requireWorking() {
    if (failing) {
      throw new DatabaseException(new SQLTransientConnectionException("away"));
    }
  }

  private Stream stream(String tenant) {
    return streams.computeIfAbsent(tenant, _ -> new Stream());
  }
}
