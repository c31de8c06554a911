package io.poshub.server.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The sessions of one event loop, and the one timer that serves them all. Runs on that loop. */
public final class LoopSessions {
  public static final Duration TICK = Duration.ofSeconds(1);

  private final Set<Session> sessions = new LinkedHashSet<>();
  private final LongSupplier nanoClock;

  public LoopSessions(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Starts the ticking; cancel the future to stop it. */
  public Future<?> start(EventLoop loop, Duration tick) {
    return loop.scheduleWithFixedDelay(
        this::onTick, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /** Looks after every session once. A step, so that tests can turn the clock. */
  void onTick() {
    long nowNanos = nanoClock.getAsLong();
    // A copy: a tick may end sessions.
    List.copyOf(sessions).forEach(session -> session.onTick(nowNanos));
  }
}
