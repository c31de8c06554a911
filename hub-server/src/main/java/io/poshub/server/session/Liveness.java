package io.poshub.server.session;

import io.poshub.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a socket is due a ping, and when it counts as dead or stuck. One socket's loop; asked once a
 * turn of the sweep.
 */
final class Liveness {
  private static final long NOT_MEASURED = -1;

  private final long heartbeatNanos;
  private final long deadAfterNanos;
  private final long stuckAfterNanos;
  private long lastReadNanos;
  private long nextBeatNanos;
  private long lastBeatNanos;
  private long lastProgressNanos;
  private long lastCursor = Long.MIN_VALUE;
  private long lastPendingBytes;
  private volatile long rttMillis = NOT_MEASURED;

  /**
   * @param jitter 0 to 1: sockets that came together do not beat together
   */
  Liveness(SessionContext hub, long nowNanos, double jitter) {
    this.heartbeatNanos = hub.heartbeat().toNanos();
    this.deadAfterNanos = hub.heartbeat().plus(hub.lifeSignGrace()).toNanos();
    this.stuckAfterNanos = hub.noProgressWait().toNanos();
    this.lastReadNanos = nowNanos;
    this.lastProgressNanos = nowNanos;
    this.nextBeatNanos = nowNanos + (long) (heartbeatNanos * (0.5 + jitter / 2));
  }

  void onRead(long nowNanos) {
    lastReadNanos = nowNanos;
  }

  /**
   * Why the socket must go, if it must.
   *
   * @param waiting whether there are events for it, or bytes the socket does not take
   * @param pendingBytes written, but not taken by the socket yet
   */
  @Nullable CloseCode overdue(long nowNanos, boolean waiting, long cursor, long pendingBytes) {
    if (nowNanos - lastReadNanos > deadAfterNanos) {
      return CloseCode.NO_LIFE_SIGN;
    }
    if (!waiting || cursor != lastCursor || pendingBytes < lastPendingBytes) {
      lastProgressNanos = nowNanos;
    }
    lastCursor = cursor;
    lastPendingBytes = pendingBytes;
    return nowNanos - lastProgressNanos > stuckAfterNanos ? CloseCode.NO_PROGRESS : null;
  }

  boolean isBeatDue(long nowNanos) {
    if (nowNanos - nextBeatNanos < 0) {
      return false;
    }
    lastBeatNanos = nowNanos;
    nextBeatNanos = nowNanos + heartbeatNanos;
    return true;
  }

  /** Measures the way there and back if this answers our last ping, which carried its time. */
  void onPong(byte[] payload, long nowNanos) {
    if (payload.length == Long.BYTES && ByteBuffer.wrap(payload).getLong() == lastBeatNanos) {
      rttMillis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nowNanos - lastBeatNanos));
    }
  }

  /** Any thread: the last time there and back. */
  @Nullable Long rttMillis() {
    long current = rttMillis;
    return current == NOT_MEASURED ? null : current;
  }
}
