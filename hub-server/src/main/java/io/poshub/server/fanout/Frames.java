package io.poshub.server.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.poshub.protocol.stream.StreamEvent;
import java.util.List;

/**
 * Consecutive events as frames ready to send: {@code bytes} holds them back to back, {@code ends}
 * where each ends, {@code typeBits} what each is. Built once, shared by all event loops, never
 * changed.
 *
 * @param committedNanos when they were committed on this node; {@link #NOT_MEASURED} for frames
 *     from the store
 */
public record Frames(
    String epoch, long firstSeq, byte[] bytes, int[] ends, int[] typeBits, long committedNanos) {
  public static final long NOT_MEASURED = Long.MIN_VALUE;

  public Frames {
    if (ends.length == 0 || ends.length != typeBits.length) {
      throw new IllegalArgumentException("frames without events");
    }
  }

  /** Builds the frames of events that follow one another without a gap. */
  static Frames of(String epoch, List<StreamEvent> events, long committedNanos) {
    int count = events.size();
    byte[][] built = new byte[count][];
    int[] ends = new int[count];
    int[] typeBits = new int[count];
    int length = 0;
    for (int i = 0; i < count; i++) {
      StreamEvent event = events.get(i);
      built[i] = TextFrame.of(event.json());
      length += built[i].length;
      ends[i] = length;
      typeBits[i] = event.type().bit();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (byte[] frame : built) {
      System.arraycopy(frame, 0, bytes, at, frame.length);
      at += frame.length;
    }
    return new Frames(epoch, events.getFirst().seq(), bytes, ends, typeBits, committedNanos);
  }

  /** Whether what follows a cursor begins here. */
  boolean follows(long cursor) {
    return cursor + 1 >= firstSeq && cursor < lastSeq();
  }

  /**
   * A copy of what follows {@code cursor}: at most {@code maxBytes}, but at least one frame if one
   * is wanted.
   *
   * @param wantedBits the kinds of event wanted
   */
  Piece after(long cursor, int maxBytes, int wantedBits, ByteBufAllocator allocator) {
    int at = (int) (cursor + 1 - firstSeq);
    ByteBuf out = allocator.directBuffer(Math.min(maxBytes, bytes.length - start(at)));
    int events = 0;
    while (at < count()) {
      int length = ends[at] - start(at);
      if ((typeBits[at] & wantedBits) != 0) {
        if (events > 0 && out.readableBytes() + length > maxBytes) {
          break;
        }
        out.writeBytes(bytes, start(at), length);
        events++;
      }
      at++;
    }
    return new Piece(out, firstSeq + at - 1, events);
  }

  int count() {
    return ends.length;
  }

  public long lastSeq() {
    return firstSeq + ends.length - 1;
  }

  int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
