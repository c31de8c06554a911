package io.poshub.server.session;

import static java.util.Objects.requireNonNull;

import io.poshub.server.fanout.FanOut;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What every session of a hub shares. */
public record SessionContext(
    FanOut fanOut,
    SessionRegistry registry,
    AckBook acks,
    TerminalVisits visits,
    SessionLog log,
    SessionMetrics metrics,
    InstantSource clock,
    LongSupplier nanoClock,
    Duration heartbeat,
    Duration lifeSignGrace,
    Duration noProgressWait) {
  public SessionContext {
    requireNonNull(fanOut, "fanOut is null");
    requireNonNull(registry, "registry is null");
  }
}
