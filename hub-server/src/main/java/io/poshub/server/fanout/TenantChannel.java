package io.poshub.server.fanout;

import io.netty.channel.EventLoop;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's stream on this node: passes what happened on to the event loops that have sockets of
 * the tenant, and to waiting polls. Any thread; the lock is held for moments only.
 */
final class TenantChannel {
  /** Polls of one tenant that may wait; a further one is answered at once. */
  static final int WAITERS_MAX = 2_000;

  private final String tenant;
  private final ChannelParts parts;
  private final ReentrantLock lock = new ReentrantLock();
  private final RecentFrames recent;
  private final Map<EventLoop, LoopChannel> byLoop = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private @Nullable Position head;
  private int members;
  private long emptySinceNanos;
  private boolean closed;

  TenantChannel(String tenant, ChannelParts parts) {
    this.tenant = tenant;
    this.parts = parts;
    this.recent = new RecentFrames(parts.recentMemory());
    this.emptySinceNanos = parts.nanoClock().getAsLong();
  }

  /** Where the stream is known to end, if anything is known yet. */
  @Nullable Position head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a socket in, on its loop; null if this channel was given back in the meantime.
   *
   * @param known where the stream stood when the socket's start was decided
   */
  @Nullable Membership join(EventLoop loop, Subscriber subscriber, Position known) {
    LoopChannel channel;
    Position latest;
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      members++;
      latest = later(head, known);
      if (!latest.equals(head)) {
        // The other loops have not heard of it either, and nobody will tell them again.
        tellLoops(latest);
      }
      channel = byLoop.computeIfAbsent(loop, _ -> newLoopChannel(loop, known));
    } finally {
      lock.unlock();
    }
    answerWaiters(latest.seq());
    channel.onJoin(subscriber, latest);
    return new Membership(this, channel, subscriber);
  }

  /** Lets a socket go, on its loop. The last one of a loop takes the loop's ring with it. */
  void leave(LoopChannel channel, Subscriber subscriber) {
    channel.onLeave(subscriber);
    boolean last = channel.isEmpty();
    lock.lock();
    try {
      members--;
      emptySinceNanos = parts.nanoClock().getAsLong();
      if (last) {
        byLoop.remove(channel.loop(), channel);
      }
    } finally {
      lock.unlock();
    }
    if (last) {
      channel.onClose();
    }
  }

  /** Whether this node held all that follows a cursor a moment ago. */
  boolean heldRecently(long cursor) {
    lock.lock();
    try {
      return recent.follows(cursor)
          || byLoop.values().stream().anyMatch(channel -> channel.heldRecently(cursor));
    } finally {
      lock.unlock();
    }
  }

  /** Events were committed on this node. */
  void offer(Frames frames) {
    Position committed = new Position(frames.epoch(), frames.lastSeq());
    lock.lock();
    try {
      head = later(head, committed);
      remember(frames);
      // Under the lock, so that two batches reach a loop in the order they were committed.
      byLoop.forEach((loop, channel) -> loop.execute(() -> channel.onFrames(frames)));
    } finally {
      lock.unlock();
    }
    answerWaiters(committed.seq());
  }

  /** The store's stream ends here. */
  void offer(Position stored) {
    lock.lock();
    try {
      if (stored.equals(head)) {
        return;
      }
      tellLoops(later(head, stored));
    } finally {
      lock.unlock();
    }
    answerWaiters(stored.seq());
  }

  /**
   * Completes when the stream is known to be beyond {@code seq}; null if this channel was given
   * back.
   */
  @Nullable CompletableFuture<Void> await(long seq) {
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      if ((head != null && head.seq() > seq) || waiters.size() >= WAITERS_MAX) {
        return CompletableFuture.completedFuture(null);
      }
      Waiter waiter = new Waiter(seq, new CompletableFuture<>());
      waiters.add(waiter);
      return waiter.answer;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets polls whose wait is over. */
  void forgetAnswered() {
    lock.lock();
    try {
      waiters.removeIf(waiter -> waiter.answer.isDone());
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the frames that nothing was added to for so long. */
  void trim(long nowNanos, long quietNanos) {
    lock.lock();
    try {
      recent.dropQuiet(nowNanos, quietNanos);
      byLoop.forEach((loop, channel) -> loop.execute(() -> channel.onTrim(quietNanos)));
    } finally {
      lock.unlock();
    }
  }

  /** Gives everything back if nobody was here for so long. */
  boolean closeIfIdle(long nowNanos, long idleNanos) {
    lock.lock();
    try {
      if (members > 0 || !waiters.isEmpty() || nowNanos - emptySinceNanos < idleNanos) {
        return false;
      }
      // Nobody waits, so nobody is answered under the lock.
      close();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      recent.clear();
      byLoop.forEach((loop, channel) -> loop.execute(channel::onClose));
      byLoop.clear();
    } finally {
      lock.unlock();
    }
    answerAll();
  }

  /** Answers all polls, whether something happened or not. */
  void answerAll() {
    answerWaiters(Long.MAX_VALUE);
  }

  private void answerWaiters(long seq) {
    List<Waiter> due;
    lock.lock();
    try {
      if (waiters.isEmpty()) {
        return;
      }
      due = waiters.stream().filter(waiter -> seq > waiter.seq).toList();
      waiters.removeIf(waiter -> seq > waiter.seq);
    } finally {
      lock.unlock();
    }
    // Without the lock: whoever waited may come back at once.
    due.forEach(waiter -> waiter.answer.complete(null));
  }

  /** Under the lock: whenever the head moves, every loop hears of it. */
  private void tellLoops(Position newHead) {
    head = newHead;
    byLoop.forEach((loop, channel) -> loop.execute(() -> channel.onHead(newHead)));
  }

  private LoopChannel newLoopChannel(EventLoop loop, Position known) {
    return new LoopChannel(tenant, loop, parts, known, recent.all(), this::noteRead);
  }

  /** A loop filled a gap from the store. */
  private void noteRead(Frames frames) {
    lock.lock();
    try {
      remember(frames);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. What a closed channel took, nobody would give back. */
  private void remember(Frames frames) {
    if (!closed) {
      recent.note(frames, parts.nanoClock().getAsLong());
    }
  }

  /** Another epoch always counts as later: the stream was rebuilt. */
  private static Position later(@Nullable Position known, Position other) {
    return known != null && known.epoch().equals(other.epoch()) && known.seq() >= other.seq()
        ? known
        : other;
  }

  private record Waiter(long seq, CompletableFuture<Void> answer) {}
}
