package io.poshub.engine.stream;

import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import java.util.List;

/**
 * Told of events right after their commit. A lost call costs latency, never an event: the store has
 * them.
 */
public interface CommittedEvents {

  /**
   * Called on the lane's thread, in commit order per tenant on this node; must not block.
   *
   * @param head the stream's position after {@code events}
   * @param committedNanos {@link System#nanoTime()} when the commit returned
   */
  void onCommitted(String tenant, Position head, List<StreamEvent> events, long committedNanos);
}
