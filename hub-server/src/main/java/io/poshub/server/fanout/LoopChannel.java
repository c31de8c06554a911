package io.poshub.server.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.poshub.protocol.Position;
import io.poshub.server.fanout.FrameRing.Piece;
import io.poshub.server.fanout.Subscriber.ReplayPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One tenant on one event loop: the ring of frames and the sockets that read it. Everything here
 * runs on that loop; callers from elsewhere hand over through {@link TenantChannel}.
 */
public final class LoopChannel {
  /** Sockets served before the loop looks at its other work again. */
  static final int SWEEP_MAX_SUBSCRIBERS = 128;

  private static final long REFILL_PAUSE_MILLIS = 250;

  private final String tenant;
  private final EventLoop loop;
  private final Replay replay;
  private final LongConsumer pushLatencyNanos;
  private final ByteBufAllocator allocator;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private FrameRing ring;
  private String epoch;
  private long knownHead;
  private boolean filling;
  private int unvisited;
  private int nextVisit;
  private boolean sweepScheduled;
  private long oldestCommitNanos = Frames.NOT_MEASURED;

  /** For readers on other threads, who only need to know roughly. */
  private volatile long firstHeld;

  LoopChannel(
      String tenant,
      EventLoop loop,
      Replay replay,
      LongConsumer pushLatencyNanos,
      ByteBufAllocator allocator,
      Position head) {
    this.tenant = tenant;
    this.loop = loop;
    this.replay = replay;
    this.pushLatencyNanos = pushLatencyNanos;
    this.allocator = allocator;
    this.ring = new FrameRing(allocator, head.seq() + 1);
    this.epoch = head.epoch();
    this.knownHead = head.seq();
    this.firstHeld = head.seq() + 1;
  }

  /** Any thread: whether the ring held all that follows a cursor a moment ago. */
  boolean heldRecently(long cursor) {
    return cursor + 1 >= firstHeld;
  }

  /** Where the ring ends: the newest event this loop can send. */
  public long tail() {
    assertOnLoop();
    return ring.tail();
  }

  /** The ring's end as a position, for a welcome. */
  public Position position() {
    assertOnLoop();
    return new Position(epoch, ring.tail());
  }

  /** Whether all that follows a cursor is in the ring. */
  public boolean follows(long cursor) {
    assertOnLoop();
    return ring.follows(cursor);
  }

  /** What follows a cursor, as one piece; the taker releases it. */
  public Piece after(long cursor, int maxBytes, int typeBits) {
    assertOnLoop();
    return ring.after(cursor, maxBytes, typeBits);
  }

  /**
   * Asks the store for what follows a cursor that the ring no longer holds; the answer comes on
   * this loop.
   */
  public void requestPage(long cursor, Subscriber subscriber) {
    assertOnLoop();
    replay.request(tenant, epoch, cursor, page -> loop.execute(() -> subscriber.onPage(page)));
  }

  /**
   * Takes a socket in; {@code head} is where the stream stood when the socket's start was decided.
   */
  void onJoin(Subscriber subscriber, Position head) {
    assertOnLoop();
    subscribers.add(subscriber);
    onHead(head);
  }

  void onLeave(Subscriber subscriber) {
    assertOnLoop();
    subscribers.remove(subscriber);
    unvisited = Math.min(unvisited, subscribers.size());
  }

  /** Frames of events that were just committed on this node. */
  void onFrames(Frames frames) {
    assertOnLoop();
    if (!frames.epoch().equals(epoch)) {
      onRebuilt(new Position(frames.epoch(), frames.lastSeq()));
      return;
    }
    knownHead = Math.max(knownHead, frames.lastSeq());
    if (!ring.append(frames)) {
      fill();
      return;
    }
    if (oldestCommitNanos == Frames.NOT_MEASURED) {
      oldestCommitNanos = frames.committedNanos();
    }
    wakeAll();
  }

  /** The stream is known to reach this far; whatever is missing is in the store. */
  void onHead(Position head) {
    assertOnLoop();
    if (!head.epoch().equals(epoch)) {
      onRebuilt(head);
      return;
    }
    knownHead = Math.max(knownHead, head.seq());
    if (knownHead > ring.tail()) {
      fill();
    }
  }

  void onClose() {
    assertOnLoop();
    ring.release();
  }

  int capacityBytes() {
    return ring.capacityBytes();
  }

  private void onRebuilt(Position head) {
    ring.release();
    ring = new FrameRing(allocator, head.seq() + 1);
    epoch = head.epoch();
    knownHead = head.seq();
    List.copyOf(subscribers).forEach(Subscriber::onStreamRebuilt);
  }

  private void fill() {
    if (filling) {
      return;
    }
    filling = true;
    replay.request(tenant, epoch, ring.tail(), page -> loop.execute(() -> onFill(page)));
  }

  private void onFill(ReplayPage page) {
    filling = false;
    switch (page) {
      case ReplayPage.Next(Frames frames) -> {
        if (frames.epoch().equals(epoch) && ring.append(frames)) {
          wakeAll();
        }
        fillOn();
      }
      case ReplayPage.Nothing() -> knownHead = ring.tail();
      case ReplayPage.Gone(var expired) -> {
        if (!expired.head().epoch().equals(epoch)) {
          onRebuilt(expired.head());
        } else if (expired.head().seq() > ring.tail()) {
          skipTo(expired.head().seq());
        }
      }
      case ReplayPage.Failed() -> {
        var _ = loop.schedule(this::fillOn, REFILL_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void fillOn() {
    if (knownHead > ring.tail()) {
      fill();
    }
  }

  /**
   * What the ring lacks was pruned from the store: sockets that wanted it are told when they ask.
   */
  private void skipTo(long head) {
    ring.release();
    ring = new FrameRing(allocator, head + 1);
    knownHead = head;
    wakeAll();
  }

  private void wakeAll() {
    firstHeld = ring.firstSeq();
    unvisited = subscribers.size();
    if (!sweepScheduled) {
      onSweep();
    }
  }

  /**
   * Serves some sockets, then lets the loop do its I/O. The rest is scheduled, not executed: queued
   * tasks run before I/O, and a long row of them would starve it.
   */
  private void onSweep() {
    sweepScheduled = false;
    int turn = Math.min(unvisited, SWEEP_MAX_SUBSCRIBERS);
    for (int i = 0; i < turn && !subscribers.isEmpty(); i++) {
      nextVisit = nextVisit >= subscribers.size() ? 0 : nextVisit;
      unvisited--;
      subscribers.get(nextVisit++).onWake();
    }
    if (unvisited > 0 && !subscribers.isEmpty()) {
      sweepScheduled = true;
      var _ = loop.schedule(this::onSweep, 0, TimeUnit.NANOSECONDS);
      return;
    }
    unvisited = 0;
    if (oldestCommitNanos != Frames.NOT_MEASURED) {
      pushLatencyNanos.accept(System.nanoTime() - oldestCommitNanos);
      oldestCommitNanos = Frames.NOT_MEASURED;
    }
  }

  private void assertOnLoop() {
    assert loop.inEventLoop() : "not on the loop of tenant " + tenant;
  }
}
