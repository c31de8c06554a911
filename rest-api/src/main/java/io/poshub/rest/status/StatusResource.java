package io.poshub.rest.status;

import io.poshub.engine.order.Backlog;
import io.poshub.engine.order.Orders;
import io.poshub.engine.stream.EventLog;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Terminals;
import io.poshub.protocol.Position;
import io.poshub.protocol.status.PosStatus;
import io.poshub.rest.HttpReply;
import io.poshub.rest.LiveSession;
import io.poshub.rest.LiveStatus;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code /pos-status}. */
public final class StatusResource {
  private final Orders orders;
  private final Terminals terminals;
  private final EventLog eventLog;
  private final LiveStatus live;
  private final InstantSource clock;
  private final String version;

  public StatusResource(
      Orders orders,
      Terminals terminals,
      EventLog eventLog,
      LiveStatus live,
      InstantSource clock,
      String version) {
    this.orders = orders;
    this.terminals = terminals;
    this.eventLog = eventLog;
    this.live = live;
    this.clock = clock;
    this.version = version;
  }

  public HttpReply read(TenantRequest request) {
    Tenant tenant = request.tenant();
    Instant now = clock.instant();
    List<KnownTerminal> known = terminals.list(tenant.slug());
    List<LiveSession> sessions = live.sessions(tenant.slug());
    Backlog backlog = orders.backlog(tenant);
    // Last, so that no terminal seems to be ahead of the stream.
    Position head = eventLog.head(tenant.slug()).orElseThrow();
    return Answers.json(
        200,
        new PosStatus(
            tenant.slug(),
            now,
            head.epoch(),
            head.seq(),
            sessions.size(),
            waiting(backlog, now),
            TerminalList.merge(known, sessions, head),
            live.nodes(),
            version));
  }

  private static PosStatus.Orders waiting(Backlog backlog, Instant now) {
    Instant oldest = backlog.oldest();
    Long seconds = oldest == null ? null : Math.max(0, Duration.between(oldest, now).toSeconds());
    return new PosStatus.Orders(
        backlog.pending(), seconds, backlog.unseen(), backlog.undelivered());
  }
}
