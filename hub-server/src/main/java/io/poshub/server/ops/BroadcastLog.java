package io.poshub.server.ops;

import io.poshub.engine.stream.CommittedEvents;
import io.poshub.engine.terminal.SyncEntry;
import io.poshub.engine.terminal.SyncLog;
import io.poshub.protocol.Position;
import io.poshub.protocol.stream.StreamEvent;
import io.poshub.server.session.SessionRegistry;
import java.time.InstantSource;
import java.util.List;

/**
 * Passes committed events on to the fan-out, and notes each batch in the tenant's sync log: how far
 * the stream got and how many sockets were there to hear it. Lane threads.
 */
public final class BroadcastLog implements CommittedEvents {
  private final CommittedEvents fanOut;
  private final SessionRegistry sessions;
  private final SyncLog log;
  private final InstantSource clock;

  public BroadcastLog(
      CommittedEvents fanOut, SessionRegistry sessions, SyncLog log, InstantSource clock) {
    this.fanOut = fanOut;
    this.sessions = sessions;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void onCommitted(
      String tenant, Position head, List<StreamEvent> events, long committedNanos) {
    fanOut.onCommitted(tenant, head, events, committedNanos);
    String detail = events.size() + " events to " + sessions.count(tenant) + " sockets";
    log.add(
        new SyncEntry(
            tenant,
            clock.instant(),
            SyncEntry.Kind.BROADCAST,
            null,
            null,
            null,
            head.seq(),
            detail));
  }
}
