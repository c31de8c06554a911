package io.poshub.server.fanout;

import io.poshub.engine.stream.EventPage;
import io.poshub.protocol.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored streams, as far as the fan-out needs them. Blocks; virtual threads only. */
public interface EventReader {

  EventPage read(String tenant, @Nullable String epoch, long after, int maxEvents);

  Optional<Position> head(String tenant);

  Map<String, Position> heads();
}
