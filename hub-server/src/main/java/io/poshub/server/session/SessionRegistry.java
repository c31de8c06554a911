package io.poshub.server.session;

import io.poshub.protocol.CloseCode;
import io.poshub.rest.LiveSession;
import io.poshub.server.auth.Revocations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The open sockets of this node. Any thread. */
public final class SessionRegistry implements Revocations.Sockets {
  /** A drained node's terminals come back spread over so much time per socket … */
  private static final Duration RECONNECT_PER_SOCKET = Duration.ofMillis(2);

  /** … but at least and at most so long. */
  private static final Duration RECONNECT_WINDOW_MIN = Duration.ofMillis(500);

  private static final Duration RECONNECT_WINDOW_MAX = Duration.ofSeconds(60);

  private final Set<Session> existing = ConcurrentHashMap.newKeySet();
  private final SessionIndex byTenant = new SessionIndex();
  private final ConcurrentMap<TerminalName, Session> byTerminal = new ConcurrentHashMap<>();
  private final Endings endings;
  private volatile boolean draining;

  public SessionRegistry(LongSupplier nanoClock) {
    this.endings = new Endings(nanoClock);
  }

  /** The session is served now: an older one of the same terminal has to go. */
  void add(Session session) {
    existing.add(session);
    byTenant.add(session.tenant(), session);
    TerminalName name = TerminalName.of(session);
    Session older = name == null ? null : byTerminal.put(name, session);
    if (older != null && !older.equals(session)) {
      older.requestClose(CloseCode.REPLACED);
    }
    // After it was added: whoever ends keys or drains sees it either there or here.
    CloseCode ended = endings.since(session.start());
    if (ended != null) {
      session.requestClose(ended);
    } else if (draining) {
      session.requestReconnect(reconnectMillis(existing.size()));
    }
  }

  /** The session ends: nobody should find it any more. */
  void remove(Session session) {
    byTenant.remove(session.tenant(), session);
    TerminalName name = TerminalName.of(session);
    if (name != null) {
      byTerminal.remove(name, session);
    }
  }

  /** Its last byte is out and its socket closed. */
  void gone(Session session) {
    existing.remove(session);
  }

  /** Sockets that exist, those whose close frame is still on its way included. */
  public int count() {
    return existing.size();
  }

  public int count(String tenant) {
    return byTenant.of(tenant).size();
  }

  /** How many sockets each tenant has. */
  public Map<String, Integer> socketsByTenant() {
    Map<String, Integer> sizes = new HashMap<>();
    byTenant.forEach((tenant, sessions) -> sizes.put(tenant, sessions.size()));
    return sizes;
  }

  public List<LiveSession> live(String tenant) {
    return byTenant.of(tenant).stream().map(Session::live).toList();
  }

  @Override
  public void closeByKey(String keyId) {
    endings.keyEnded(keyId);
    existing.stream()
        .filter(session -> session.caller().keyId().equals(keyId))
        .forEach(session -> session.requestClose(CloseCode.KEY_REVOKED));
  }

  @Override
  public void closeByTenant(String tenant) {
    endings.tenantEnded(tenant);
    byTenant.of(tenant).forEach(session -> session.requestClose(CloseCode.TENANT_DEACTIVATED));
  }

  /** Sends everybody away, each with its own time to come back. */
  public void drain() {
    draining = true;
    int sockets = existing.size();
    existing.forEach(session -> session.requestReconnect(reconnectMillis(sockets)));
  }

  /** A moment of the window that so many sockets are spread over. */
  private static long reconnectMillis(int sockets) {
    long windowMillis =
        Math.clamp(
            RECONNECT_PER_SOCKET.toMillis() * sockets,
            RECONNECT_WINDOW_MIN.toMillis(),
            RECONNECT_WINDOW_MAX.toMillis());
    return ThreadLocalRandom.current().nextLong(windowMillis + 1);
  }

  private record TerminalName(String tenant, String terminal) {
    static @Nullable TerminalName of(Session session) {
      String terminal = session.terminal();
      return terminal == null ? null : new TerminalName(session.tenant(), terminal);
    }
  }
}
