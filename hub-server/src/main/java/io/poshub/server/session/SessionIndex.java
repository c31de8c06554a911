package io.poshub.server.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/** Open sessions by a name they have; forgets names nobody has any more. Any thread. */
final class SessionIndex {
  private final ConcurrentMap<String, Set<Session>> byName = new ConcurrentHashMap<>();

  void add(String name, Session session) {
    byName.compute(
        name,
        (_, sessions) -> {
          Set<Session> all = sessions == null ? ConcurrentHashMap.newKeySet() : sessions;
          all.add(session);
          return all;
        });
  }

  void remove(String name, Session session) {
    byName.computeIfPresent(
        name,
        (_, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }

  Set<Session> of(String name) {
    return byName.getOrDefault(name, Set.of());
  }

  void forEach(BiConsumer<String, Set<Session>> action) {
    byName.forEach(action);
  }
}
