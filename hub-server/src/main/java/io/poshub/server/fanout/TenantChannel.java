package io.poshub.server.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.poshub.protocol.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's stream on this node: passes what happened on to the event loops that have sockets of
 * the tenant, and to waiting polls. Any thread; the lock is held for moments only.
 */
public final class TenantChannel {
  /** Polls of one tenant that may wait; a further one is answered at once. */
  static final int WAITERS_MAX = 2_000;

  private final String tenant;
  private final Replay replay;
  private final LongConsumer pushLatencyNanos;
  private final ByteBufAllocator allocator;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<EventLoop, LoopChannel> byLoop = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private @Nullable Position head;
  private int members;
  private long emptySinceNanos;
  private boolean closed;

  TenantChannel(
      String tenant,
      Replay replay,
      LongConsumer pushLatencyNanos,
      ByteBufAllocator allocator,
      long nowNanos) {
    this.tenant = tenant;
    this.replay = replay;
    this.pushLatencyNanos = pushLatencyNanos;
    this.allocator = allocator;
    this.emptySinceNanos = nowNanos;
  }

  /** Where the stream is known to end, if anything is known yet. */
  public @Nullable Position head() {
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
  @Nullable LoopChannel join(EventLoop loop, Subscriber subscriber, Position known) {
    LoopChannel channel;
    final Position latest;
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      members++;
      latest = later(head, known);
      if (!latest.equals(head)) {
        // Learnt from the store by this socket: the other loops must not be left behind it.
        byLoop.forEach((other, behind) -> other.execute(() -> behind.onHead(latest)));
      }
      head = latest;
      channel =
          byLoop.computeIfAbsent(
              loop, _ -> new LoopChannel(tenant, loop, replay, pushLatencyNanos, allocator, known));
    } finally {
      lock.unlock();
    }
    channel.onJoin(subscriber, latest);
    return channel;
  }

  /** Lets a socket go, on its loop. */
  public void leave(LoopChannel channel, Subscriber subscriber, long nowNanos) {
    channel.onLeave(subscriber);
    lock.lock();
    try {
      members--;
      emptySinceNanos = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Whether some loop's ring held all that follows a cursor a moment ago. */
  boolean heldRecently(long cursor) {
    lock.lock();
    try {
      return byLoop.values().stream().anyMatch(channel -> channel.heldRecently(cursor));
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
      head = later(head, stored);
      byLoop.forEach((loop, channel) -> loop.execute(() -> channel.onHead(stored)));
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

  /** Gives everything back if nobody was here for so long. */
  boolean closeIfIdle(long nowNanos, long idleNanos) {
    lock.lock();
    try {
      if (members > 0 || !waiters.isEmpty() || nowNanos - emptySinceNanos < idleNanos) {
        return false;
      }
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
      byLoop.forEach((loop, channel) -> loop.execute(channel::onClose));
      byLoop.clear();
      waiters.forEach(waiter -> waiter.answer.complete(null));
      waiters.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Answers all polls, whether something happened or not. */
  void answerAll() {
    answerWaiters(Long.MAX_VALUE);
  }

  private void answerWaiters(long seq) {
    List<Waiter> due = new ArrayList<>();
    lock.lock();
    try {
      for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
        Waiter waiter = all.next();
        if (seq > waiter.seq) {
          due.add(waiter);
          all.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    due.forEach(waiter -> waiter.answer.complete(null));
  }

  /** Another epoch always counts as later: the stream was rebuilt. */
  private static Position later(@Nullable Position known, Position other) {
    return known != null && known.epoch().equals(other.epoch()) && known.seq() >= other.seq()
        ? known
        : other;
  }

  private record Waiter(long seq, CompletableFuture<Void> answer) {}
}
