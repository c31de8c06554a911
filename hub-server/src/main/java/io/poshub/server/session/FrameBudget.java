package io.poshub.server.session;

import io.poshub.protocol.Limits;

/** How many frames a client may still send: a bucket that fills by the clock. One socket's loop. */
final class FrameBudget {
  private static final double NANOS_PER_SECOND = 1e9;

  private double left = Limits.CLIENT_FRAMES_BURST;
  private long filledNanos;

  FrameBudget(long nowNanos) {
    this.filledNanos = nowNanos;
  }

  /** Takes one, or says that there is none left. */
  boolean take(long nowNanos) {
    double grown = (nowNanos - filledNanos) / NANOS_PER_SECOND * Limits.CLIENT_FRAMES_PER_SECOND;
    left = Math.min(Limits.CLIENT_FRAMES_BURST, left + grown);
    filledNanos = nowNanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
