package io.poshub.server.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The latest frames of one tenant on one event loop, back to back, so that a socket that is many
 * events behind gets them as one slice. Bytes are only ever appended: what a socket still holds is
 * never overwritten, because a full segment is dropped, not reused, and lives on until its last
 * slice is sent. Owned by its loop.
 */
public final class FrameRing {
  static final int SEGMENT_MIN_BYTES = 16 * 1024;
  static final int SEGMENT_MAX_BYTES = 256 * 1024;

  /** Older frames are in the store. */
  static final int RING_MAX_BYTES = 1024 * 1024;

  private final ByteBufAllocator allocator;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private long nextSeq;
  private int capacityBytes;
  private int nextSegmentBytes = SEGMENT_MIN_BYTES;

  FrameRing(ByteBufAllocator allocator, long nextSeq) {
    this.allocator = allocator;
    this.nextSeq = nextSeq;
  }

  /** The seq the next appended frame must have. */
  long nextSeq() {
    return nextSeq;
  }

  /** The last seq there is. */
  long tail() {
    return nextSeq - 1;
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
    for (int i = (int) (nextSeq - frames.firstSeq()); i < frames.count(); i++) {
      append(frames, i);
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
    Segment segment = segmentOf(cursor + 1);
    return segment.piece((int) (cursor + 1 - segment.firstSeq), maxBytes, typeBits);
  }

  /** Gives the memory back; slices that are still being sent keep theirs. */
  void release() {
    segments.forEach(segment -> segment.buffer.release());
    segments.clear();
    capacityBytes = 0;
  }

  /**
   * Bytes for a socket and where its cursor stands after them; the bytes are the taker's to
   * release.
   */
  public record Piece(ByteBuf bytes, long cursor) {}

  /** The oldest seq there is; {@link #nextSeq} if there is none. */
  long firstSeq() {
    return segments.isEmpty() ? nextSeq : segments.getFirst().firstSeq;
  }

  private void append(Frames frames, int index) {
    int length = frames.ends()[index] - frames.start(index);
    Segment last = segments.peekLast();
    if (last == null || last.buffer.writableBytes() < length) {
      last = addSegment(length);
    }
    last.append(frames.bytes(), frames.start(index), length, frames.typeBits()[index]);
    nextSeq++;
  }

  private Segment addSegment(int frameBytes) {
    int size = Math.max(nextSegmentBytes, frameBytes);
    nextSegmentBytes = Math.min(SEGMENT_MAX_BYTES, nextSegmentBytes * 2);
    while (!segments.isEmpty() && capacityBytes + size > RING_MAX_BYTES) {
      Segment oldest = segments.removeFirst();
      capacityBytes -= oldest.buffer.capacity();
      oldest.buffer.release();
    }
    Segment segment = new Segment(nextSeq, allocator.directBuffer(size, size));
    capacityBytes += size;
    segments.addLast(segment);
    return segment;
  }

  private Segment segmentOf(long seq) {
    // From the end: most sockets are only a little behind.
    Iterator<Segment> newestFirst = segments.descendingIterator();
    while (newestFirst.hasNext()) {
      Segment segment = newestFirst.next();
      if (segment.firstSeq <= seq) {
        return segment;
      }
    }
    throw new IllegalArgumentException("not in the ring: " + seq);
  }

  /** Some frames in one buffer, and the index into it. */
  private static final class Segment {
    private static final int INDEX_MIN = 16;

    private final long firstSeq;
    private final ByteBuf buffer;
    private int[] ends = new int[INDEX_MIN];
    private int[] types = new int[INDEX_MIN];
    private int count;
    private int allTypes;

    Segment(long firstSeq, ByteBuf buffer) {
      this.firstSeq = firstSeq;
      this.buffer = buffer;
    }

    void append(byte[] bytes, int start, int length, int typeBit) {
      buffer.writeBytes(bytes, start, length);
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
        types = Arrays.copyOf(types, count * 2);
      }
      ends[count] = buffer.writerIndex();
      types[count] = typeBit;
      allTypes |= typeBit;
      count++;
    }

    Piece piece(int from, int maxBytes, int typeBits) {
      boolean allWanted = (allTypes & ~typeBits) == 0;
      return allWanted ? whole(from, maxBytes) : chosen(from, maxBytes, typeBits);
    }

    private int start(int index) {
      return index == 0 ? 0 : ends[index - 1];
    }

    private Piece whole(int from, int maxBytes) {
      int begin = start(from);
      int to = from;
      while (to + 1 < count && ends[to + 1] - begin <= maxBytes) {
        to++;
      }
      return new Piece(buffer.retainedSlice(begin, ends[to] - begin), firstSeq + to);
    }

    /** Steps over the index and joins the runs of frames that are wanted. */
    private Piece chosen(int from, int maxBytes, int typeBits) {
      List<ByteBuf> runs = new ArrayList<>();
      int bytes = 0;
      int at = from;
      while (at < count && bytes < maxBytes) {
        if ((types[at] & typeBits) == 0) {
          at++;
          continue;
        }
        int begin = at;
        while (at < count && (types[at] & typeBits) != 0 && ends[at] - start(begin) <= maxBytes) {
          at++;
        }
        at = Math.max(at, begin + 1);
        runs.add(buffer.retainedSlice(start(begin), ends[at - 1] - start(begin)));
        bytes += ends[at - 1] - start(begin);
      }
      ByteBuf joined =
          runs.isEmpty()
              ? Unpooled.EMPTY_BUFFER
              : Unpooled.wrappedBuffer(runs.size(), runs.toArray(ByteBuf[]::new));
      return new Piece(joined, firstSeq + at - 1);
    }
  }
}
