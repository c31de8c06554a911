package io.poshub.server.session;

import io.poshub.engine.delivery.Progress;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the sockets of named terminals were sent the stream. A socket only moves its own mark;
 * the marks are looked at now and then, by the step that writes. {@link #open} any thread, the rest
 * that step.
 */
final class SentBook {
  /** Sockets whose progress is followed; those beyond are served all the same. */
  static final int MARKS_MAX = 200_000;

  private final Set<Mark> marks = ConcurrentHashMap.newKeySet();

  /** A stream of one tenant; in the order in which rows are locked. */
  record Stream(String tenant, String epoch) implements Comparable<Stream> {
    private static final Comparator<Stream> BY_TENANT =
        Comparator.comparing(Stream::tenant).thenComparing(Stream::epoch);

    @Override
    public int compareTo(Stream other) {
      return BY_TENANT.compare(this, other);
    }
  }

  /** What was sent since it was last written, and the mark to tell when it is. */
  record Fresh(Mark mark, Progress.Sent sent) {}

  /** One socket's progress. Moved on its loop; read and settled by the step. */
  static final class Mark {
    private final Stream stream;
    private final String terminal;
    private volatile long written;
    private volatile long seq;
    private volatile boolean closed;

    private Mark(Stream stream, String terminal, long after) {
      this.stream = stream;
      this.terminal = terminal;
      this.written = after;
      this.seq = after;
    }

    /** Everything up to here was handed to the socket. */
    void moveTo(long sentSeq) {
      seq = sentSeq;
    }

    /** Nothing more will be. */
    void close() {
      closed = true;
    }
  }

  /**
   * A terminal's socket begins to receive.
   *
   * @return null if too many are followed already
   */
  @Nullable Mark open(String tenant, String terminal, Position after) {
    if (marks.size() >= MARKS_MAX) {
      return null;
    }
    Mark mark = new Mark(new Stream(tenant, after.epoch()), terminal, after.seq());
    marks.add(mark);
    return mark;
  }

  /** What is new, by stream; forgets sockets that are gone and have nothing new. */
  Map<Stream, List<Fresh>> fresh() {
    Map<Stream, List<Fresh>> fresh = new HashMap<>();
    List<Mark> gone = new ArrayList<>();
    for (Mark mark : marks) {
      // In this order: what was sent before the end is seen after it.
      boolean closed = mark.closed;
      long seq = mark.seq;
      if (seq > mark.written) {
        fresh
            .computeIfAbsent(mark.stream, _ -> new ArrayList<>())
            .add(new Fresh(mark, new Progress.Sent(mark.terminal, mark.written, seq)));
      } else if (closed) {
        gone.add(mark);
      }
    }
    gone.forEach(marks::remove);
    return fresh;
  }

  /** What was fresh is written. */
  void written(List<Fresh> fresh) {
    fresh.forEach(one -> one.mark().written = one.sent().toSeq());
  }
}
