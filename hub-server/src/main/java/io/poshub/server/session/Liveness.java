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
  private static final int NOT_MEASURED = -1;

  private final SessionContext hub;
  private long lastReadNanos;
  private long nextBeatNanos;
  private long lastProgressNanos;
  private long lastCursor = Long.MIN_VALUE;
  private long lastPendingBytes;
  private volatile int rttMillis = NOT_MEASURED;

  /**
   * @param jitter 0 to 1: sockets that came together do not beat together
   */
  Liveness(SessionContext hub, long nowNanos, double jitter) {
    this.hub = hub;
    this.lastReadNanos = nowNanos;
    this.lastProgressNanos = nowNanos;
    this.nextBeatNanos = nowNanos + (long) (heartbeatNanos() * (0.5 + jitter / 2));
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
    if (nowNanos - lastReadNanos > heartbeatNanos() + hub.lifeSignGrace().toNanos()) {
      return CloseCode.NO_LIFE_SIGN;
    }
    if (!waiting || cursor != lastCursor || pendingBytes < lastPendingBytes) {
      lastProgressNanos = nowNanos;
    }
    lastCursor = cursor;
    lastPendingBytes = pendingBytes;
    return nowNanos - lastProgressNanos > hub.noProgressWait().toNanos()
        ? CloseCode.NO_PROGRESS
        : null;
  }

  boolean isBeatDue(long nowNanos) {
    if (nowNanos - nextBeatNanos < 0) {
      return false;
    }
    nextBeatNanos = nowNanos + heartbeatNanos();
    return true;
  }

  /** Measures the way there and back if this answers our last ping, which carried its time. */
  void onPong(byte[] payload, long nowNanos) {
    long lastBeatNanos = nextBeatNanos - heartbeatNanos();
    if (payload.length == Long.BYTES && ByteBuffer.wrap(payload).getLong() == lastBeatNanos) {
      long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos - lastBeatNanos);
      rttMillis = Math.clamp(millis, 0, Integer.MAX_VALUE);
    }
  }

  /** Any thread: the last time there and back. */
  @Nullable Long rttMillis() {
    int current = rttMillis;
    return current == NOT_MEASURED ? null : Long.valueOf(current);
  }

  private long heartbeatNanos() {
    return hub.heartbeat().toNanos();
  }
}
