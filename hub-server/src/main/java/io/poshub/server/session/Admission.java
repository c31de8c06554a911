package io.poshub.server.session;

import io.poshub.engine.sql.DatabaseException;
import io.poshub.engine.stream.EventPage;
import io.poshub.engine.tenant.AuthResult;
import io.poshub.engine.tenant.Caller;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Visit;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Position;
import io.poshub.server.auth.SocketAuthority;
import io.poshub.server.fanout.EventReader;
import io.poshub.server.fanout.FanOut;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before the 101, whether somebody may have a socket and where it starts. {@link #decide}
 * runs on virtual threads and may ask the database, but a terminal that comes back with a position
 * the ring still holds costs no read of the stream.
 */
public final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final SocketAuthority authority;
  private final FanOut fanOut;
  private final EventReader reader;
  private final TerminalVisits visits;
  private final AckBook acks;
  private final BooleanSupplier alone;
  private final InstantSource clock;

  /**
   * Decides for one node.
   *
   * @param alone whether no other node serves the same terminals, so that what was acknowledged
   *     here is all there is
   */
  public Admission(
      SocketAuthority authority,
      FanOut fanOut,
      EventReader reader,
      TerminalVisits visits,
      AckBook acks,
      BooleanSupplier alone,
      InstantSource clock) {
    this.authority = authority;
    this.fanOut = fanOut;
    this.reader = reader;
    this.visits = visits;
    this.acks = acks;
    this.alone = alone;
    this.clock = clock;
  }

  /** The verdict. */
  sealed interface Result {
    record Admitted(SessionStart start) implements Result {}

    record Refused(ErrorCode code, String detail) implements Result {}
  }

  Result decide(UpgradeRequest request) {
    try {
      return decide(request, authenticate(request), caller -> start(request, caller));
    } catch (DatabaseException e) {
      LOG.warn("A socket for tenant {} was refused: {}", request.tenant(), e.failure());
      return new Result.Refused(ErrorCode.UNAVAILABLE, "The database cannot answer right now.");
    }
  }

  /**
   * The same for most who come: somebody whose key is known, without a name to look up, who starts
   * at a position that is known to be good. Null for all others, and then nothing was done. Any
   * thread; it does not block.
   */
  @Nullable Result decideAtOnce(UpgradeRequest request) {
    UpgradeQuery query = request.query();
    if (query.terminal() != null || (request.key() == null && query.ticket() != null)) {
      return null;
    }
    Position head = fanOut.knownHead(request.tenant());
    Wish wish = query.after() == null ? null : new Wish(query.epoch(), query.after());
    if (head == null || (wish != null && !isAtHand(request.tenant(), wish, head))) {
      return null;
    }
    AuthResult known = authority.recall(request.key());
    return known == null
        ? null
        : decide(request, known, caller -> start(request, caller, head, wish, wish != null));
  }

  private boolean isAtHand(String tenant, Wish wish, Position head) {
    return isPlausible(wish, head)
        && (wish.after == head.seq() || fanOut.holds(tenant, wish.after));
  }

  private static Result decide(
      UpgradeRequest request, AuthResult presented, Function<Caller, SessionStart> start) {
    return switch (presented) {
      case AuthResult.NoKey _ ->
          new Result.Refused(
              ErrorCode.UNAUTHENTICATED, "Send the key as X-API-Key, or a ticket in the query.");
      case AuthResult.Refused _ ->
          new Result.Refused(ErrorCode.UNAUTHENTICATED, "The key or ticket is not valid.");
      case AuthResult.Deactivated(Caller caller) ->
          isFor(request, caller)
              ? new Result.Refused(
                  ErrorCode.TENANT_DEACTIVATED, "This tenant is switched off at the moment.")
              : mismatch();
      case AuthResult.Known(Caller caller, var _) ->
          isFor(request, caller) ? new Result.Admitted(start.apply(caller)) : mismatch();
    };
  }

  private AuthResult authenticate(UpgradeRequest request) {
    String ticket = request.query().ticket();
    return request.key() == null && ticket != null
        ? authority.authenticateTicket(ticket)
        : authority.authenticate(request.key());
  }

  private static boolean isFor(UpgradeRequest request, Caller caller) {
    boolean headerFits =
        request.tenantHeader() == null || request.tenantHeader().equals(request.tenant());
    return headerFits && caller.tenant().equals(request.tenant());
  }

  private static Result mismatch() {
    return new Result.Refused(
        ErrorCode.TENANT_MISMATCH, "The key belongs to another tenant than the address names.");
  }

  private SessionStart start(UpgradeRequest request, Caller caller) {
    Position head = head(caller.tenant());
    Wish wish = wish(request, caller.tenant(), head);
    if (wish != null && !isPlausible(wish, head)) {
      // What this node knows may be behind another node: only the store can say that a position is
      // wrong.
      head = reader.head(caller.tenant()).orElse(head);
    }
    boolean resumed = wish != null && isPlausible(wish, head) && isHeld(caller, wish, head);
    remember(request, caller, head);
    return start(request, caller, head, wish, resumed);
  }

  private static SessionStart start(
      UpgradeRequest request, Caller caller, Position head, @Nullable Wish wish, boolean resumed) {
    return new SessionStart(
        caller,
        request.query().terminal(),
        request.remote(),
        request.client(),
        request.query().typeBits(),
        request.query().heartbeatData(),
        request.askedNanos(),
        head,
        wish != null && resumed ? wish.after : head.seq(),
        resumed,
        wish != null && !resumed);
  }

  /** Where the socket wants to continue; null: live from now. */
  private @Nullable Wish wish(UpgradeRequest request, String tenant, Position head) {
    UpgradeQuery query = request.query();
    if (query.after() != null) {
      return new Wish(query.epoch(), query.after());
    }
    if (query.terminal() == null) {
      return null;
    }
    OptionalLong acked = acks.pending(tenant, head.epoch(), query.terminal());
    if (acked.isEmpty() && alone.getAsBoolean()) {
      acked = acks.recent(tenant, head.epoch(), query.terminal());
    }
    if (acked.isPresent()) {
      return new Wish(head.epoch(), acked.getAsLong());
    }
    Optional<KnownTerminal> known = visits.find(tenant, query.terminal());
    return known.map(found -> new Wish(found.epoch(), found.resumeAfter())).orElse(null);
  }

  private static boolean isPlausible(Wish wish, Position head) {
    return (wish.epoch == null || wish.epoch.equals(head.epoch())) && wish.after <= head.seq();
  }

  /** Whether all that follows is still there: in a ring, or in the store. */
  private boolean isHeld(Caller caller, Wish wish, Position head) {
    return wish.after == head.seq()
        || fanOut.holds(caller.tenant(), wish.after)
        || reader.read(caller.tenant(), wish.epoch, wish.after, 1) instanceof EventPage.Events;
  }

  /**
   * A terminal's first connection fixes where it starts as long as it never acknowledges anything.
   */
  private void remember(UpgradeRequest request, Caller caller, Position head) {
    String terminal = request.query().terminal();
    if (terminal != null) {
      Instant now = clock.instant();
      Visit visit = new Visit(terminal, request.remote(), request.client(), now, now);
      visits.arrived(caller.tenant(), visit, head);
    }
  }

  private Position head(String tenant) {
    Position known = fanOut.knownHead(tenant);
    return known != null
        ? known
        : reader
            .head(tenant)
            .orElseThrow(() -> new IllegalStateException("tenant " + tenant + " has no stream"));
  }

  /** A position asked for; a null epoch stands for the current one. */
  private record Wish(@Nullable String epoch, long after) {}
}
