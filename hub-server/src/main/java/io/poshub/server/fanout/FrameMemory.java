package io.poshub.server.fanout;

import java.util.concurrent.atomic.AtomicLong;

/** What frames all tenants have in memory together, against its bound. Any thread. */
final class FrameMemory {
  /** Beyond this a ring that grows gives up its own older frames first: the store has them. */
  static final long ALL_RINGS_MAX_BYTES = 256L * 1024 * 1024;

  /**
   * Beyond this a tenant whose recent frames become more keeps few of them. They are on the heap,
   * which has to do for thousands of tenants that are never quiet.
   */
  static final long ALL_RECENT_MAX_BYTES = 64L * 1024 * 1024;

  private final AtomicLong heldBytes = new AtomicLong();
  private final long maxBytes;

  FrameMemory(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether so much more would be too much. */
  boolean isFullWith(int moreBytes) {
    return heldBytes.get() + moreBytes > maxBytes;
  }

  void taken(int bytes) {
    heldBytes.addAndGet(bytes);
  }

  void returned(int bytes) {
    heldBytes.addAndGet(-bytes);
  }

  long heldBytes() {
    return heldBytes.get();
  }
}
