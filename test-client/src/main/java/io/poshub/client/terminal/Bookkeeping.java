package io.poshub.client.terminal;

import static java.util.Objects.requireNonNull;

import io.poshub.client.socket.SocketLink;
import io.poshub.protocol.Position;
import io.poshub.protocol.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Acks and saves the handled position of one socket's life: the first at once, then at most once
 * per pause, because both are cumulative. Owner thread.
 */
final class Bookkeeping {
  /** 20 acks a second at most; the hub allows 50 messages. */
  static final Duration PAUSE = Duration.ofMillis(50);

  private static final long NOTHING_DUE = Long.MAX_VALUE;

  private final Deliveries deliveries;
  private final SocketLink link;
  private final TerminalClock clock;
  private final boolean isAcking;
  private long ackedSeq = -1;
  private boolean mayAck;
  private boolean isSending;
  private long nextAtNanos;

  Bookkeeping(Deliveries deliveries, SocketLink link, TerminalClock clock, boolean isAcking) {
    this.deliveries = requireNonNull(deliveries, "deliveries is null");
    this.link = requireNonNull(link, "link is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.isAcking = isAcking;
    this.nextAtNanos = clock.nanoTime();
  }

  /** From the first sign that the hub goes on from our place, that place may be acked. */
  void mayAck() {
    mayAck = true;
  }

  boolean isSending() {
    return isSending;
  }

  void onSent() {
    isSending = false;
  }

  /** Does what is due. */
  void onTick() {
    deliveries.onAcks();
    if (isPending() && clock.nanoTime() >= nextAtNanos) {
      flush();
    }
  }

  /** When the next call of {@link #onTick} has something to do. */
  long dueAtNanos() {
    return isPending() ? nextAtNanos : NOTHING_DUE;
  }

  /** The last time for this socket, whatever the pause. */
  void finish() {
    deliveries.onAcks();
    flush();
  }

  private boolean isPending() {
    return deliveries.isUnsaved() || isAckPending();
  }

  private boolean isAckPending() {
    Position position = deliveries.position();
    return isAcking && mayAck && !isSending && position != null && position.seq() > ackedSeq;
  }

  private void flush() {
    deliveries.save();
    Position position = deliveries.position();
    if (isAckPending() && position != null) {
      ackedSeq = position.seq();
      isSending = true;
      link.send(ack(ackedSeq));
    }
    nextAtNanos = clock.nanoTime() + PAUSE.toNanos();
  }

  private static String ack(long seq) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("type", "ack");
    frame.put("seq", seq);
    return Json.write(frame);
  }
}
