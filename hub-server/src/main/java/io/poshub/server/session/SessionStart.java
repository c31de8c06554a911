package io.poshub.server.session;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.tenant.Caller;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import org.jspecify.annotations.Nullable;

/**
 * All that is decided about a socket before it is one.
 *
 * @param askedNanos when its admission began
 * @param head where the stream stood when that was decided
 * @param after the socket's first cursor
 * @param resumed whether it continues from a position
 * @param reset whether it asked for a position that cannot be continued
 * @param typeBits the kinds of event it wants
 */
record SessionStart(
    Caller caller,
    @Nullable String terminal,
    String remote,
    @Nullable String client,
    int typeBits,
    boolean heartbeatData,
    long askedNanos,
    Position head,
    long after,
    boolean resumed,
    boolean reset) {
  SessionStart {
    requireNonNull(caller, "caller is null");
    requireNonNull(remote, "remote is null");
    requireNonNull(head, "head is null");
    if (resumed && reset) {
      throw new IllegalArgumentException("a socket resumes or is reset, not both");
    }
  }

  /** Whether the socket carries new orders. */
  boolean hearsOrders() {
    return (typeBits & EventType.NEW_ORDER.bit()) != 0;
  }

  String tenant() {
    return caller.tenant();
  }
}
