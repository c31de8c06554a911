package io.poshub.server.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one timer for all sockets of an event loop: a wheel whose slots are looked at one per tick,
 * so that each socket gets a look once a turn and many idle sockets never cost one long pause. Runs
 * on that loop.
 */
public final class LoopSweep {
  static final int SLOTS = 8;

  /** How often each socket is looked at. */
  static final Duration TURN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LoopSweep.class);

  private final List<List<Session>> slots =
      IntStream.range(0, SLOTS).<List<Session>>mapToObj(_ -> new ArrayList<>()).toList();
  private final LongSupplier nanoClock;
  private int nextSeat;
  private int nextSlot;

  public LoopSweep(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Starts the ticking; cancel the future to stop it. */
  public Future<?> start(EventLoop loop) {
    long tickMillis = TURN.toMillis() / SLOTS;
    return loop.scheduleWithFixedDelay(this::onTick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
  }

  void add(Session session) {
    slots.get(nextSeat).add(session);
    nextSeat = (nextSeat + 1) % SLOTS;
  }

  /** Looks after the sockets of the next slot. A step, so that tests can turn the clock. */
  void onTick() {
    List<Session> slot = slots.get(nextSlot);
    nextSlot = (nextSlot + 1) % SLOTS;
    long nowNanos = nanoClock.getAsLong();
    slot.removeIf(session -> !isStillThere(session, nowNanos));
  }

  /** One session that fails does not end the ticking for the others. */
  private static boolean isStillThere(Session session, long nowNanos) {
    try {
      return session.onTick(nowNanos);
    } catch (RuntimeException e) {
      LOG.error("A socket could not be looked after", e);
      return true;
    }
  }
}
