package io.poshub.server.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.poshub.protocol.Position;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One tenant on one event loop: the ring of frames and the sockets that read it. Everything here
 * runs on that loop; callers from elsewhere hand over through {@link TenantChannel}.
 */
final class LoopChannel {
  private static final long REFILL_PAUSE_MILLIS = 250;

  private final String tenant;
  private final EventLoop loop;
  private final ChannelParts parts;
  private final Consumer<Frames> readFromStore;
  private final Sweep sweep;
  private FrameRing ring;
  private String epoch;
  private long knownHead;
  private boolean filling;
  private boolean closed;

  /** For readers on other threads, who only need to know roughly. */
  private volatile long firstHeld;

  /**
   * @param seed the tenant's latest frames, which the ring starts with; empty if none are known
   * @param readFromStore told of frames that were read to fill a gap
   */
  LoopChannel(
      String tenant,
      EventLoop loop,
      ChannelParts parts,
      Position head,
      List<Frames> seed,
      Consumer<Frames> readFromStore) {
    this.tenant = tenant;
    this.loop = loop;
    this.parts = parts;
    this.readFromStore = readFromStore;
    this.sweep = new Sweep(loop, parts.nanoClock(), parts.pushLatencyNanos());
    this.epoch = head.epoch();
    this.knownHead = head.seq();
    boolean seeded = !seed.isEmpty() && seed.getFirst().epoch().equals(epoch);
    this.ring = newRing(seeded ? seed.getFirst().firstSeq() : head.seq() + 1);
    if (seeded) {
      seed.forEach(ring::append);
    }
    this.firstHeld = ring.firstSeq();
  }

  /** Any thread: whether the ring held all that follows a cursor a moment ago. */
  boolean heldRecently(long cursor) {
    return cursor + 1 >= firstHeld;
  }

  EventLoop loop() {
    return loop;
  }

  ByteBufAllocator allocator() {
    return parts.allocator();
  }

  /** The newest event this loop can send. */
  long tail() {
    OnLoop.check(loop);
    return ring.tail();
  }

  Position position() {
    OnLoop.check(loop);
    return new Position(epoch, ring.tail());
  }

  /** The newest event there is, as far as this loop has heard. */
  long knownHead() {
    OnLoop.check(loop);
    return knownHead;
  }

  boolean isEmpty() {
    return sweep.isEmpty();
  }

  /** Whether all that follows a cursor is in the ring. */
  boolean follows(long cursor) {
    return ring.follows(cursor);
  }

  /** What follows a cursor, as one piece; the taker releases it. */
  Piece after(long cursor, int maxBytes, int typeBits) {
    OnLoop.check(loop);
    return ring.after(cursor, maxBytes, typeBits);
  }

  StreamCursor cursor(Subscriber subscriber, long after, int typeBits) {
    OnLoop.check(loop);
    return new StreamCursor(this, subscriber, after, typeBits);
  }

  /** Asks the store for what follows a cursor; the answer comes on some other thread. */
  void requestPage(long cursor, Consumer<ReplayPage> answer) {
    OnLoop.check(loop);
    parts.replay().request(tenant, epoch, cursor, answer);
  }

  /** Takes a socket in; {@code head} is the newest position known when it came. */
  void onJoin(Subscriber subscriber, Position head) {
    OnLoop.check(loop);
    sweep.add(subscriber);
    onHead(head);
  }

  void onLeave(Subscriber subscriber) {
    OnLoop.check(loop);
    sweep.remove(subscriber);
  }

  /** Frames of events that were just committed on this node. */
  void onFrames(Frames frames) {
    OnLoop.check(loop);
    if (closed) {
      return;
    }
    if (!frames.epoch().equals(epoch)) {
      onRebuilt(new Position(frames.epoch(), frames.lastSeq()));
      return;
    }
    knownHead = Math.max(knownHead, frames.lastSeq());
    if (ring.append(frames)) {
      onAppended(frames);
    } else {
      fill();
    }
  }

  /** The stream is known to reach this far; whatever is missing is in the store. */
  void onHead(Position head) {
    OnLoop.check(loop);
    if (closed) {
      return;
    }
    if (!head.epoch().equals(epoch)) {
      onRebuilt(head);
      return;
    }
    knownHead = Math.max(knownHead, head.seq());
    fillIfBehind();
  }

  /** Gives back frames that were not added to for so long. */
  void onTrim(long quietNanos) {
    OnLoop.check(loop);
    ring.dropQuiet(quietNanos);
    firstHeld = ring.firstSeq();
  }

  void onClose() {
    OnLoop.check(loop);
    closed = true;
    ring.release();
  }

  private void onAppended(Frames frames) {
    firstHeld = ring.firstSeq();
    sweep.wakeAll(frames.count(), frames.committedNanos());
  }

  private void onRebuilt(Position head) {
    restart(head);
    sweep.all().forEach(Subscriber::onStreamRebuilt);
  }

  /** Goes on behind a position; what was before it is not here any more. */
  private void restart(Position head) {
    ring.release();
    ring = newRing(head.seq() + 1);
    epoch = head.epoch();
    knownHead = head.seq();
    firstHeld = ring.firstSeq();
  }

  private FrameRing newRing(long nextSeq) {
    return new FrameRing(parts.allocator(), parts.ringMemory(), parts.nanoClock(), nextSeq);
  }

  private void fillIfBehind() {
    if (!closed && knownHead > ring.tail()) {
      fill();
    }
  }

  private void fill() {
    if (!filling) {
      filling = true;
      requestPage(ring.tail(), page -> loop.execute(() -> onFill(page)));
    }
  }

  private void onFill(ReplayPage page) {
    OnLoop.check(loop);
    filling = false;
    if (closed) {
      return;
    }
    switch (page) {
      case ReplayPage.Next(Frames frames) -> {
        if (frames.epoch().equals(epoch) && ring.append(frames)) {
          readFromStore.accept(frames);
          onAppended(frames);
        }
        fillIfBehind();
      }
      case ReplayPage.Gone(Position head) -> onGone(head);
      // Whoever told of more was right, or will be: the store is asked until it knows.
      case ReplayPage.Nothing(), ReplayPage.Failed() -> {
        var _ = loop.schedule(this::fillIfBehind, REFILL_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** What the ring lacks was pruned from the store: sockets that want it are told when they ask. */
  private void onGone(Position head) {
    if (!head.epoch().equals(epoch)) {
      onRebuilt(head);
    } else if (head.seq() > ring.tail()) {
      restart(head);
      sweep.wakeAll(0, Frames.NOT_MEASURED);
    }
  }
}
