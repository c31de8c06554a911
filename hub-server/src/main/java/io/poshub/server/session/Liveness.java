package io.poshub.server.session;

import io.poshub.protocol.CloseCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a socket is due a ping, and when it counts as dead or stuck. One socket's loop; asked once a
 * tick.
 */
final class Liveness {
  /** How long a client may take to answer a close frame. */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final long heartbeatNanos;
  private final long deadAfterNanos;
  private final long stuckAfterNanos;
  private long lastReadNanos;
  private long nextBeatNanos;
  private long lastBeatNanos;
  private long lastProgressNanos;
  private long lastPendingBytes;
  private long closingSinceNanos;

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

  void onClosing(long nowNanos) {
    closingSinceNanos = nowNanos;
  }

  boolean isCloseOverdue(long nowNanos) {
    return nowNanos - closingSinceNanos > CLOSE_WAIT.toNanos();
  }

  /** Why the socket must go, if it must. */
  @Nullable CloseCode overdue(long nowNanos, long pendingBytes, boolean writable) {
    if (nowNanos - lastReadNanos > deadAfterNanos) {
      return CloseCode.NO_LIFE_SIGN;
    }
    if (writable || pendingBytes < lastPendingBytes) {
      lastProgressNanos = nowNanos;
    }
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

  /** Whether a pong answers our last ping. */
  boolean isOurs(long sentNanos) {
    return sentNanos == lastBeatNanos;
  }
}
