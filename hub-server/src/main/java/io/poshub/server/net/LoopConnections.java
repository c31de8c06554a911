package io.poshub.server.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The HTTP connections of one event loop, and the one timer for all their deadlines. Runs on that
 * loop.
 */
final class LoopConnections {
  static final Duration TICK = Duration.ofMillis(500);

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
    List.copyOf(connections).forEach(connection -> connection.onTick(nowNanos));
  }
}
