package io.poshub.server.fanout;

import io.poshub.protocol.Position;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's last frames without a gap, whichever loop they were sent on: a ring that is opened
 * anew starts with them, so that a till that comes back on another loop needs no database. Guarded
 * by its channel's lock.
 */
final class RecentFrames {
  static final int RECENT_MAX_BYTES = 64 * 1024;

  /** What a tenant may keep although all tenants together have enough. */
  static final int NEWEST_MAX_BYTES = 4 * 1024;

  private final FrameMemory memory;
  private final ArrayDeque<Frames> frames = new ArrayDeque<>();
  private int heldBytes;
  private long lastNanos;

  RecentFrames(FrameMemory memory) {
    this.memory = memory;
  }

  void note(Frames next, long nowNanos) {
    Position end = end();
    if (end != null && end.epoch().equals(next.epoch()) && next.lastSeq() <= end.seq()) {
      return;
    }
    if (end != null && !(end.epoch().equals(next.epoch()) && next.firstSeq() == end.seq() + 1)) {
      clear();
    }
    lastNanos = nowNanos;
    frames.addLast(next);
    heldBytes += next.bytes().length;
    memory.taken(next.bytes().length);
    while (heldBytes > RECENT_MAX_BYTES || (heldBytes > NEWEST_MAX_BYTES && memory.isFullWith(0))) {
      dropOldest();
    }
  }

  /** Whether all that follows a cursor is here, as far as this node knows. */
  boolean follows(long cursor) {
    Frames oldest = frames.peekFirst();
    Position end = end();
    return oldest != null && end != null && cursor + 1 >= oldest.firstSeq() && cursor <= end.seq();
  }

  List<Frames> all() {
    return List.copyOf(frames);
  }

  void dropQuiet(long nowNanos, long quietNanos) {
    if (nowNanos - lastNanos >= quietNanos) {
      clear();
    }
  }

  /** Gives everything back. */
  void clear() {
    while (!frames.isEmpty()) {
      dropOldest();
    }
  }

  private void dropOldest() {
    int size = frames.removeFirst().bytes().length;
    heldBytes -= size;
    memory.returned(size);
  }

  private @Nullable Position end() {
    Frames last = frames.peekLast();
    return last == null ? null : new Position(last.epoch(), last.lastSeq());
  }
}
