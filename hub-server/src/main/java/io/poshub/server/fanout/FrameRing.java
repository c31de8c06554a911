package io.poshub.server.fanout;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * The latest frames of one tenant on one event loop, back to back, so that a socket that is many
 * events behind gets them as one slice. Bytes are only ever appended: what a socket still holds is
 * never overwritten, because a full segment is dropped, not reused, and lives on until its last
 * slice is sent. Owned by its loop.
 */
final class FrameRing {
  static final int SEGMENT_MIN_BYTES = 16 * 1024;
  static final int SEGMENT_MAX_BYTES = 256 * 1024;

  /** Older frames are in the store. */
  static final int RING_MAX_BYTES = 1024 * 1024;

  private final ByteBufAllocator allocator;
  private final FrameMemory memory;
  private final LongSupplier nanoClock;
  private final ArrayDeque<RingSegment> segments = new ArrayDeque<>();
  private long nextSeq;
  private int capacityBytes;
  private int nextSegmentBytes = SEGMENT_MIN_BYTES;

  FrameRing(ByteBufAllocator allocator, FrameMemory memory, LongSupplier nanoClock, long nextSeq) {
    this.allocator = allocator;
    this.memory = memory;
    this.nanoClock = nanoClock;
    this.nextSeq = nextSeq;
  }

  /** The last seq there is. */
  long tail() {
    return nextSeq - 1;
  }

  /** The oldest seq there is; the one after {@link #tail} if there is none. */
  long firstSeq() {
    return segments.isEmpty() ? nextSeq : segments.getFirst().firstSeq();
  }

  int capacityBytes() {
    return capacityBytes;
  }

  /** Whether all that follows {@code cursor} is here. */
  boolean follows(long cursor) {
    return cursor + 1 >= firstSeq() && cursor <= tail();
  }

  /** Appends the frames that are new; returns false if frames before them are missing. */
  boolean append(Frames frames) {
    if (frames.firstSeq() > nextSeq) {
      return false;
    }
    long nowNanos = nanoClock.getAsLong();
    for (long seq = nextSeq; seq <= frames.lastSeq(); seq++) {
      append(frames, (int) (seq - frames.firstSeq()), nowNanos);
    }
    return true;
  }

  /**
   * A piece of what follows {@code cursor}: at most {@code maxBytes}, but at least one frame, and
   * never across segments.
   *
   * @param typeBits the kinds of event wanted
   */
  Piece after(long cursor, int maxBytes, int typeBits) {
    return segmentOf(cursor + 1).after(cursor, maxBytes, typeBits);
  }

  /** Gives back what nothing was added to for so long: the store serves whoever still wants it. */
  void dropQuiet(long quietNanos) {
    long nowNanos = nanoClock.getAsLong();
    while (!segments.isEmpty() && nowNanos - segments.getFirst().lastAppendNanos() >= quietNanos) {
      dropOldest();
    }
    if (segments.isEmpty()) {
      nextSegmentBytes = SEGMENT_MIN_BYTES;
    }
  }

  /** Gives the memory back; slices that are still being sent keep theirs. */
  void release() {
    while (!segments.isEmpty()) {
      dropOldest();
    }
  }

  private void append(Frames frames, int index, long nowNanos) {
    int length = frames.ends()[index] - frames.start(index);
    RingSegment last = segments.peekLast();
    if (last == null || !last.fits(length)) {
      last = addSegment(length);
    }
    last.append(frames.bytes(), frames.start(index), length, frames.typeBits()[index], nowNanos);
    nextSeq++;
  }

  private RingSegment addSegment(int frameBytes) {
    int size = Math.max(nextSegmentBytes, frameBytes);
    nextSegmentBytes = Math.min(SEGMENT_MAX_BYTES, nextSegmentBytes * 2);
    while (!segments.isEmpty()
        && (capacityBytes + size > RING_MAX_BYTES || memory.isFullWith(size))) {
      dropOldest();
    }
    RingSegment segment = new RingSegment(nextSeq, allocator.directBuffer(size, size));
    capacityBytes += size;
    memory.taken(size);
    segments.addLast(segment);
    return segment;
  }

  private void dropOldest() {
    int size = segments.removeFirst().release();
    capacityBytes -= size;
    memory.returned(size);
  }

  private RingSegment segmentOf(long seq) {
    // From the end: most sockets are only a little behind.
    Iterator<RingSegment> newestFirst = segments.descendingIterator();
    while (newestFirst.hasNext()) {
      RingSegment segment = newestFirst.next();
      if (segment.firstSeq() <= seq) {
        return segment;
      }
    }
    throw new IllegalArgumentException("not in the ring: " + seq);
  }
}
