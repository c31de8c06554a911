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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The open sockets of this node. Any thread. */
public final class SessionRegistry implements Revocations.Sockets {
  /** A drained node's terminals come back spread over so much time per socket … */
  private static final Duration RECONNECT_PER_SOCKET = Duration.ofMillis(2);

  /** … but at least and at most so long. */
  private static final Duration RECONNECT_WINDOW_MIN = Duration.ofMillis(500);

  private static final Duration RECONNECT_WINDOW_MAX = Duration.ofSeconds(60);

  private final ConcurrentMap<String, Set<Session>> byTenant = new ConcurrentHashMap<>();
  private final ConcurrentMap<TerminalName, Session> byTerminal = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  void add(Session session) {
    byTenant.compute(
        session.tenant(),
        (_, sessions) -> {
          Set<Session> all = sessions == null ? ConcurrentHashMap.newKeySet() : sessions;
          all.add(session);
          return all;
        });
    count.incrementAndGet();
  }

  /** The session is served now: an older one of the same terminal has to go. */
  void bound(Session session) {
    TerminalName name = TerminalName.of(session);
    if (name != null) {
      Session older = byTerminal.put(name, session);
      if (older != null && !older.equals(session)) {
        older.requestClose(CloseCode.REPLACED);
      }
    }
  }

  void remove(Session session) {
    byTenant.computeIfPresent(
        session.tenant(),
        (_, sessions) -> {
          if (sessions.remove(session)) {
            count.decrementAndGet();
          }
          return sessions.isEmpty() ? null : sessions;
        });
    TerminalName name = TerminalName.of(session);
    if (name != null) {
      byTerminal.remove(name, session);
    }
  }

  public int count() {
    return count.get();
  }

  public int count(String tenant) {
    return byTenant.getOrDefault(tenant, Set.of()).size();
  }

  /** How many sockets each tenant has. */
  public Map<String, Integer> socketsByTenant() {
    Map<String, Integer> sizes = new HashMap<>();
    byTenant.forEach((tenant, sessions) -> sizes.put(tenant, sessions.size()));
    return sizes;
  }

  public List<LiveSession> live(String tenant) {
    return byTenant.getOrDefault(tenant, Set.of()).stream().map(Session::live).toList();
  }

  @Override
  public void closeByKey(String keyId) {
    close(session -> session.caller().keyId().equals(keyId), CloseCode.KEY_REVOKED);
  }

  @Override
  public void closeByTenant(String tenant) {
    byTenant
        .getOrDefault(tenant, Set.of())
        .forEach(session -> session.requestClose(CloseCode.TENANT_DEACTIVATED));
  }

  /** Sends everybody away, each with its own time to come back. */
  public void drain() {
    Duration window = RECONNECT_PER_SOCKET.multipliedBy(count.get());
    window = window.compareTo(RECONNECT_WINDOW_MIN) < 0 ? RECONNECT_WINDOW_MIN : window;
    window = window.compareTo(RECONNECT_WINDOW_MAX) > 0 ? RECONNECT_WINDOW_MAX : window;
    long windowMillis = window.toMillis();
    byTenant
        .values()
        .forEach(sessions ->
            sessions.forEach(session ->
                session.requestReconnect(ThreadLocalRandom.current().nextLong(windowMillis + 1))));
  }

  private void close(Predicate<Session> which, CloseCode code) {
    byTenant
        .values()
        .forEach(sessions ->
            sessions.stream().filter(which).forEach(session -> session.requestClose(code)));
  }

  private record TerminalName(String tenant, String terminal) {
    static @Nullable TerminalName of(Session session) {
      String terminal = session.terminal();
      return terminal == null ? null : new TerminalName(session.tenant(), terminal);
    }
  }
}
