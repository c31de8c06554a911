package io.poshub.server.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP connections of one event loop, and the one timer for all their deadlines. Runs on that
 * loop.
 */
final class LoopConnections {
  static final Duration TICK = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(LoopConnections.class);

  private final Set<HttpGateway> connections = new LinkedHashSet<>();
  private final LongSupplier nanoClock;

  LoopConnections(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  Future<?> start(EventLoop loop) {
    return loop.scheduleWithFixedDelay(
        this::onTick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(HttpGateway connection) {
    connections.add(connection);
  }

  void remove(HttpGateway connection) {
    connections.remove(connection);
  }

  void onTick() {
    long nowNanos = nanoClock.getAsLong();
    // A copy: a tick may end connections.
    for (HttpGateway connection : List.copyOf(connections)) {
      try {
        connection.onTick(nowNanos);
      } catch (RuntimeException e) {
        // One connection that fails does not end the ticking for the others.
        LOG.error("A connection could not be looked after", e);
      }
    }
  }
}
