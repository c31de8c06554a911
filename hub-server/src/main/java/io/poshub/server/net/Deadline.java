package io.poshub.server.net;

import io.poshub.protocol.Limits;
import java.time.Duration;

/** What a connection waits for, since when, and how long it may. The connection's loop. */
final class Deadline {
  /** A client that was told goodbye reads its answer and closes; so long it may take. */
  static final Duration LINGER_WAIT = Duration.ofSeconds(2);

  private Wait wait = Wait.FIRST_REQUEST;
  private long sinceNanos;

  /** The reasons to wait. */
  enum Wait {
    FIRST_REQUEST(Limits.REQUEST_HEAD_WAIT),
    HEAD(Limits.REQUEST_HEAD_WAIT),
    BODY(Limits.REQUEST_BODY_WAIT),
    NEXT_REQUEST(Limits.KEEP_ALIVE_WAIT),
    /** The client does not read its answer. */
    ANSWER_TAKEN(Limits.KEEP_ALIVE_WAIT),
    LINGERING(LINGER_WAIT),
    NOTHING(Duration.ofDays(365));

    private final long maxNanos;

    Wait(Duration max) {
      this.maxNanos = max.toNanos();
    }
  }

  Deadline(long nowNanos) {
    this.sinceNanos = nowNanos;
  }

  void awaits(Wait next, long nowNanos) {
    wait = next;
    sinceNanos = nowNanos;
  }

  Wait waitsFor() {
    return wait;
  }

  /** Whether a request may begin now, so that its first byte starts the clock. */
  boolean isBetweenRequests() {
    return wait == Wait.FIRST_REQUEST || wait == Wait.NEXT_REQUEST;
  }

  boolean isOver(long nowNanos) {
    return nowNanos - sinceNanos > wait.maxNanos;
  }
}
