package io.poshub.server.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.poshub.server.session.LoopSessions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What each event loop owns. Built once at start; any thread may look up. */
final class LoopParts {
  private final Map<EventLoop, LoopConnections> connections = new ConcurrentHashMap<>();
  private final Map<EventLoop, LoopSessions> sessions = new ConcurrentHashMap<>();

  LoopParts(EventLoopGroup group, LongSupplier nanoClock) {
    for (EventExecutor executor : group) {
      if (executor instanceof EventLoop loop) {
        LoopConnections loopConnections = new LoopConnections(nanoClock);
        LoopSessions loopSessions = new LoopSessions(nanoClock);
        connections.put(loop, loopConnections);
        sessions.put(loop, loopSessions);
        var _ = loopConnections.start(loop);
        var _ = loopSessions.start(loop, LoopSessions.TICK);
      }
    }
  }

  LoopConnections connections(EventLoop loop) {
    return Objects.requireNonNull(connections.get(loop), "an event loop of another group");
  }

  LoopSessions sessions(EventLoop loop) {
    return Objects.requireNonNull(sessions.get(loop), "an event loop of another group");
  }
}
