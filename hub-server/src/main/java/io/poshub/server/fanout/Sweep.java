package io.poshub.server.fanout;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the sockets of one tenant on one event loop, so many per turn that the loop's other work
 * does not wait for a large tenant. Owned by that loop.
 */
final class Sweep {
  /** Sockets served before the loop looks at its other work again. */
  static final int TURN_MAX_SUBSCRIBERS = 128;

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final EventLoop loop;
  private final LongConsumer pushLatencyNanos;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private int unvisited;
  private int nextVisit;
  private boolean scheduled;
  private long oldestCommitNanos = Frames.NOT_MEASURED;

  Sweep(EventLoop loop, LongConsumer pushLatencyNanos) {
    this.loop = loop;
    this.pushLatencyNanos = pushLatencyNanos;
  }

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  void remove(Subscriber subscriber) {
    int index = subscribers.indexOf(subscriber);
    if (index < 0) {
      return;
    }
    subscribers.remove(index);
    // Nobody is skipped because somebody before him left in the middle of a sweep.
    if (index < nextVisit) {
      nextVisit--;
    }
    unvisited = Math.min(unvisited, subscribers.size());
  }

  boolean isEmpty() {
    return subscribers.isEmpty();
  }

  /** A copy: whoever is told may leave. */
  List<Subscriber> all() {
    return List.copyOf(subscribers);
  }

  /**
   * Everybody is to look for news.
   *
   * @param committedNanos when the oldest of it was committed, or {@link Frames#NOT_MEASURED}
   */
  void wakeAll(long committedNanos) {
    if (oldestCommitNanos == Frames.NOT_MEASURED) {
      oldestCommitNanos = committedNanos;
    }
    unvisited = subscribers.size();
    if (!scheduled) {
      onTurn();
    }
  }

  /**
   * Serves some sockets, then lets the loop do its I/O. The rest is scheduled, not executed: queued
   * tasks run before I/O, and a long row of them would starve it.
   */
  private void onTurn() {
    OnLoop.check(loop);
    scheduled = false;
    for (int i = 0; i < TURN_MAX_SUBSCRIBERS && unvisited > 0; i++) {
      nextVisit = nextVisit >= subscribers.size() ? 0 : nextVisit;
      unvisited--;
      wake(subscribers.get(nextVisit++));
    }
    if (unvisited > 0) {
      scheduled = true;
      var _ = loop.schedule(this::onTurn, 0, TimeUnit.NANOSECONDS);
    } else if (oldestCommitNanos != Frames.NOT_MEASURED) {
      pushLatencyNanos.accept(System.nanoTime() - oldestCommitNanos);
      oldestCommitNanos = Frames.NOT_MEASURED;
    }
  }

  /** One that fails does not keep the others from their events. */
  private static void wake(Subscriber subscriber) {
    try {
      subscriber.onWake();
    } catch (RuntimeException e) {
      LOG.error("A socket could not be served", e);
    }
  }
}
