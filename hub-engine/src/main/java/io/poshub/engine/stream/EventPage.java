package io.poshub.engine.stream;

import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a read of the stream from a position gives. */
public sealed interface EventPage {

  /** The stream's end at the time of the read. */
  Position head();

  /**
   * The events after the position, oldest first, as many as fit; none when the position is the
   * head.
   */
  record Events(Position head, List<StreamEvent> events) implements EventPage {
    public Events {
      events = List.copyOf(events);
    }

    public boolean hasMore() {
      StreamEvent last = last();
      return last != null && last.seq() < head.seq();
    }

    public @Nullable StreamEvent last() {
      return events.isEmpty() ? null : events.getLast();
    }
  }

  /** The position cannot be continued: pruned, ahead of the head, or of another epoch. */
  record Expired(Position head) implements EventPage {}
}
