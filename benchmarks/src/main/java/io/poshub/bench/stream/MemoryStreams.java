package io.poshub.bench.stream;

import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.server.fanout.EventReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Streams that hold their newest events in memory. Any thread. */
final class MemoryStreams implements EventReader {
  static final int KEPT_MAX_EVENTS = 50_000;

  private static final String EPOCH = "memory";

  private final Ids ids = new Ids();
  private final ConcurrentMap<String, Stream> streams = new ConcurrentHashMap<>();

  MemoryStreams(Iterable<String> tenants) {
    tenants.forEach(tenant -> streams.put(tenant, new Stream()));
  }

  /** One tenant's; its lock stands for the lock of the head's row. */
  private static final class Stream {
    private final Deque<StreamEvent> kept = new ArrayDeque<>();
    private long seq;

    Position head() {
      return new Position(EPOCH, seq);
    }
  }

  /** Gives an event its place and tells of it, in the order of the places. */
  void append(String tenant, EventType type, String data, CommittedEvents told) {
    Stream stream = of(tenant);
    synchronized (stream) {
      stream.seq++;
      StreamEvent event =
          new StreamEvent(tenant, type, ids.next(), stream.seq, Instant.now(), data);
      stream.kept.addLast(event);
      if (stream.kept.size() > KEPT_MAX_EVENTS) {
        stream.kept.removeFirst();
      }
      told.onCommitted(tenant, stream.head(), List.of(event), System.nanoTime());
    }
  }

  @Override
  public EventPage read(String tenant, @Nullable String epoch, long after, int maxEvents) {
    Stream stream = of(tenant);
    synchronized (stream) {
      long first = stream.kept.isEmpty() ? stream.seq + 1 : stream.kept.getFirst().seq();
      if (after > stream.seq || after + 1 < first || (epoch != null && !epoch.equals(EPOCH))) {
        return new EventPage.Expired(stream.head());
      }
      return new EventPage.Events(
          stream.head(), stream.kept.stream().skip(after + 1 - first).limit(maxEvents).toList());
    }
  }

  @Override
  public Optional<Position> head(String tenant) {
    Stream stream = of(tenant);
    synchronized (stream) {
      return Optional.of(stream.head());
    }
  }

  @Override
  public Map<String, Position> heads() {
    Map<String, Position> heads = new HashMap<>();
    streams.keySet().forEach(tenant -> head(tenant).ifPresent(head -> heads.put(tenant, head)));
    return heads;
  }

  private Stream of(String tenant) {
    Stream stream = streams.get(tenant);
    if (stream == null) {
      throw new IllegalStateException("no stream for this tenant");
    }
    return stream;
  }
}
