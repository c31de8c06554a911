package io.poshub.server.fanout;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the sockets of one tenant on one event loop, so many per turn that the loop's other work
 * does not wait for a large tenant, and round by round. After a round that carried much it rests:
 * what comes meanwhile gathers and leaves together, with one write for each socket instead of one
 * for each event, and the commits that make it get the processor. Owned by that loop.
 */
final class Sweep {
  /** Sockets served before the loop looks at its other work again. */
  static final int TURN_MAX_SUBSCRIBERS = 128;

  /** For every event of a round: about what its commit takes of a processor. */
  static final long REST_PER_EVENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A tenant with few sockets has nothing to gain: a rest is not longer than so many rounds. */
  static final int REST_MAX_ROUNDS = 3;

  static final long REST_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** A shorter rest is not worth a timer. */
  static final long REST_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final EventLoop loop;
  private final LongSupplier nanoClock;
  private final LongConsumer pushLatencyNanos;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private News wanted = News.NONE;
  private News served = News.NONE;
  private int unvisited;
  private int nextVisit;
  private boolean scheduled;
  private boolean roundOn;
  private long roundBeganNanos;
  private long restUntilNanos;

  Sweep(EventLoop loop, LongSupplier nanoClock, LongConsumer pushLatencyNanos) {
    this.loop = loop;
    this.nanoClock = nanoClock;
    this.pushLatencyNanos = pushLatencyNanos;
    this.restUntilNanos = nanoClock.getAsLong();
  }

  /** What a round tells: how many events, and when the oldest was committed if that is known. */
  private record News(boolean any, int events, long oldestCommitNanos) {
    static final News NONE = new News(false, 0, Frames.NOT_MEASURED);

    News and(int more, long committedNanos) {
      return new News(
          true,
          events + more,
          oldestCommitNanos == Frames.NOT_MEASURED ? committedNanos : oldestCommitNanos);
    }
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
    // Nobody is skipped because somebody before him left in the middle of a round.
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
   * @param events how many there are
   * @param committedNanos when the oldest of it was committed, or {@link Frames#NOT_MEASURED}
   */
  void wakeAll(int events, long committedNanos) {
    OnLoop.check(loop);
    wanted = wanted.and(events, committedNanos);
    if (scheduled || roundOn) {
      return;
    }
    long restNanos = restUntilNanos - nanoClock.getAsLong();
    if (restNanos < REST_MIN_NANOS) {
      onTurn();
    } else {
      schedule(restNanos);
    }
  }

  /**
   * Serves some sockets, then lets the loop do its I/O. The rest is scheduled, not executed: queued
   * tasks run before I/O, and a long row of them would starve it.
   */
  private void onTurn() {
    OnLoop.check(loop);
    scheduled = false;
    if (!roundOn) {
      beginRound();
    }
    for (int i = 0; i < TURN_MAX_SUBSCRIBERS && unvisited > 0; i++) {
      nextVisit = nextVisit >= subscribers.size() ? 0 : nextVisit;
      unvisited--;
      wake(subscribers.get(nextVisit++));
    }
    if (unvisited > 0) {
      schedule(0);
    } else {
      endRound();
    }
  }

  private void beginRound() {
    roundOn = true;
    roundBeganNanos = nanoClock.getAsLong();
    unvisited = subscribers.size();
    served = wanted;
    wanted = News.NONE;
  }

  private void endRound() {
    roundOn = false;
    long nowNanos = nanoClock.getAsLong();
    long restNanos = restNanos(served.events, nowNanos - roundBeganNanos);
    restUntilNanos = nowNanos + restNanos;
    if (served.oldestCommitNanos != Frames.NOT_MEASURED) {
      pushLatencyNanos.accept(nowNanos - served.oldestCommitNanos);
    }
    // What came meanwhile has missed those who were served before it.
    if (wanted.any) {
      schedule(restNanos);
    }
  }

  private static long restNanos(int events, long roundNanos) {
    long wishedNanos = Math.min(events * REST_PER_EVENT_NANOS, REST_MAX_ROUNDS * roundNanos);
    return wishedNanos < REST_MIN_NANOS ? 0 : Math.min(wishedNanos, REST_MAX_NANOS);
  }

  private void schedule(long delayNanos) {
    scheduled = true;
    var _ = loop.schedule(this::onTurn, delayNanos, TimeUnit.NANOSECONDS);
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
