package io.poshub.rest.tenant;

import io.poshub.engine.tenant.Tickets;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;
import java.time.Instant;

/** {@code /ws-tickets}: lets a browser open one socket. */
public final class TicketResource {
  private final Tickets tickets;

  public TicketResource(Tickets tickets) {
    this.tickets = tickets;
  }

  private record Issued(String ticket, Instant expiresAt) {}

  public HttpReply issue(TenantRequest request) {
    Tickets.Ticket ticket = tickets.issue(request.caller());
    return Answers.json(201, new Issued(ticket.text(), ticket.expiresAt()));
  }
}
