package io.poshub.server.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some frames of a ring in one buffer, and the index into it. Owned by the ring's loop. */
final class RingSegment {
  private static final int INDEX_MIN = 16;

  private final long firstSeq;
  private final ByteBuf buffer;
  private int[] ends = new int[INDEX_MIN];
  private int[] types = new int[INDEX_MIN];
  private int count;
  private int allTypes;
  private long lastAppendNanos;

  RingSegment(long firstSeq, ByteBuf buffer) {
    this.firstSeq = firstSeq;
    this.buffer = buffer;
  }

  long firstSeq() {
    return firstSeq;
  }

  long lastAppendNanos() {
    return lastAppendNanos;
  }

  boolean fits(int length) {
    return buffer.writableBytes() >= length;
  }

  void append(byte[] bytes, int start, int length, int typeBit, long nowNanos) {
    buffer.writeBytes(bytes, start, length);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      types = Arrays.copyOf(types, count * 2);
    }
    ends[count] = buffer.writerIndex();
    types[count] = typeBit;
    allTypes |= typeBit;
    lastAppendNanos = nowNanos;
    count++;
  }

  /** Gives the buffer back and returns how large it was. */
  int release() {
    int size = buffer.capacity();
    buffer.release();
    return size;
  }

  Piece after(long cursor, int maxBytes, int typeBits) {
    int from = (int) (cursor + 1 - firstSeq);
    boolean allWanted = (allTypes & ~typeBits) == 0;
    return allWanted ? whole(from, maxBytes) : chosen(from, maxBytes, typeBits);
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private int length(int index) {
    return ends[index] - start(index);
  }

  private boolean isWanted(int index, int typeBits) {
    return (types[index] & typeBits) != 0;
  }

  private Piece whole(int from, int maxBytes) {
    int begin = start(from);
    int to = count - 1;
    if (ends[to] - begin > maxBytes) {
      int found = Arrays.binarySearch(ends, from, count, begin + maxBytes);
      // Not found: the frame at the insertion point is the first that does not fit.
      to = Math.max(from, found >= 0 ? found : -found - 2);
    }
    ByteBuf bytes = buffer.retainedSlice(begin, ends[to] - begin);
    return new Piece(bytes, firstSeq + to, to - from + 1);
  }

  /** Steps over the index and joins the runs of frames that are wanted. */
  private Piece chosen(int from, int maxBytes, int typeBits) {
    List<ByteBuf> runs = new ArrayList<>();
    int bytes = 0;
    int events = 0;
    int at = from;
    while (at < count) {
      if (!isWanted(at, typeBits)) {
        at++;
        continue;
      }
      if (events > 0 && bytes + length(at) > maxBytes) {
        break;
      }
      int begin = at;
      do {
        bytes += length(at);
        at++;
      } while (at < count && isWanted(at, typeBits) && bytes + length(at) <= maxBytes);
      events += at - begin;
      runs.add(buffer.retainedSlice(start(begin), ends[at - 1] - start(begin)));
    }
    return new Piece(joined(runs), firstSeq + at - 1, events);
  }

  private static ByteBuf joined(List<ByteBuf> runs) {
    return runs.isEmpty()
        ? Unpooled.EMPTY_BUFFER
        : Unpooled.wrappedBuffer(runs.size(), runs.toArray(ByteBuf[]::new));
  }
}
