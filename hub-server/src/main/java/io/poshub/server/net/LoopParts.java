package io.poshub.server.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.poshub.server.session.LoopSweep;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What each event loop owns. Built once at start; any thread may look up. */
final class LoopParts {
  private final Map<EventLoop, LoopConnections> connections = new ConcurrentHashMap<>();
  private final Map<EventLoop, LoopSweep> sweeps = new ConcurrentHashMap<>();
  private final Map<EventLoop, LoopReads> reads = new ConcurrentHashMap<>();

  LoopParts(EventLoopGroup group, Transport transport, LongSupplier nanoClock) {
    for (EventExecutor executor : group) {
      if (executor instanceof EventLoop loop) {
        LoopConnections loopConnections = new LoopConnections(nanoClock);
        LoopSweep sweep = new LoopSweep(nanoClock);
        connections.put(loop, loopConnections);
        sweeps.put(loop, sweep);
        if (transport.readsInTurn()) {
          reads.put(loop, new LoopReads());
        }
        var _ = loopConnections.start(loop);
        var _ = sweep.start(loop);
      }
    }
  }

  LoopConnections connections(EventLoop loop) {
    return Objects.requireNonNull(connections.get(loop), "an event loop of another group");
  }

  /** Null if each socket has to remember for itself what is being read. */
  @Nullable LoopReads reads(EventLoop loop) {
    return reads.get(loop);
  }

  LoopSweep sweep(EventLoop loop) {
    return Objects.requireNonNull(sweeps.get(loop), "an event loop of another group");
  }
}
