package io.poshub.server.fanout;

import io.poshub.engine.stream.EventLog;
import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored streams of the real database. Virtual threads. */
public final class StoredStreams implements EventReader {
  private final EventLog eventLog;

  public StoredStreams(EventLog eventLog) {
    this.eventLog = eventLog;
  }

  @Override
  public EventPage read(String tenant, @Nullable String epoch, long after, int maxEvents) {
    return eventLog.read(tenant, epoch, after, maxEvents);
  }

  @Override
  public Optional<Position> head(String tenant) {
    return eventLog.head(tenant);
  }

  @Override
  public Map<String, Position> heads() {
    return eventLog.heads();
  }
}
