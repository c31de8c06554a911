package io.poshub.server.session;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.tenant.Caller;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.ServerFrame;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * Says where the stream stands and where this socket continues.
   *
   * @param sendable what this node can send, which may be behind what admission has seen
   */
  ServerFrame.Welcome welcome(Position sendable, Duration heartbeat) {
    return ServerFrame.Welcome.of(
        tenant(),
        terminal,
        sendable.seq() < head.seq() ? head : sendable,
        after,
        resumed,
        heartbeat.toSeconds());
  }

  /** Whether the caller's key has expired. */
  boolean isOver(Instant now) {
    Instant expiresAt = caller.expiresAt();
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Whether the socket carries new orders. */
  boolean hearsOrders() {
    return (typeBits & EventType.NEW_ORDER.bit()) != 0;
  }

  String tenant() {
    return caller.tenant();
  }
}
