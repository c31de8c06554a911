package io.poshub.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Visit;
import io.poshub.engine.terminal.Visits;
import io.poshub.protocol.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who came and who left, on its way to the store. A terminal that this node has met lately is noted
 * and written now and then, with one commit for many tenants, so that a storm of returning tills
 * costs the database next to nothing; a stranger is written at once, because its first connection
 * fixes where it starts. {@link #arrived} blocks for strangers: virtual threads; {@link #left} any
 * thread; {@link #flush} a step.
 */
public final class TerminalVisits {
  public static final Duration FLUSH_PERIOD = Duration.ofSeconds(1);

  /** Terminals of which this node knows that they are stored. */
  static final int MET_MAX = 200_000;

  /** Visits that may wait for the database; those beyond are not noted. */
  static final int PENDING_MAX = 100_000;

  private static final Duration MET_FOR = Duration.ofHours(1);

  private final TerminalMemory memory;
  private final Cache<Key, Boolean> met =
      Caffeine.newBuilder().maximumSize(MET_MAX).expireAfterAccess(MET_FOR).build();
  private final ConcurrentMap<Name, Visit> pending = new ConcurrentHashMap<>();

  public TerminalVisits(TerminalMemory memory) {
    this.memory = memory;
  }

  /** What is stored of a terminal. */
  Optional<KnownTerminal> find(String tenant, String terminal) {
    Optional<KnownTerminal> known = memory.find(tenant, terminal);
    known.ifPresent(found -> met.put(new Key(tenant, found.epoch(), terminal), true));
    return known;
  }

  /** A terminal connects. */
  void arrived(String tenant, Visit visit, Position head) {
    if (isStored(tenant, visit.terminal(), head.epoch())) {
      note(tenant, visit);
    } else {
      memory.connected(tenant, visit, head);
      met.put(new Key(tenant, head.epoch(), visit.terminal()), true);
    }
  }

  /** Looked up rather than written at once: a read costs the database far less than a commit. */
  private boolean isStored(String tenant, String terminal, String epoch) {
    return met.getIfPresent(new Key(tenant, epoch, terminal)) != null
        || find(tenant, terminal).filter(known -> known.epoch().equals(epoch)).isPresent();
  }

  /** A terminal's socket ended. */
  void left(String tenant, Visit visit) {
    note(tenant, visit);
  }

  /** Writes what gathered; what is neither stored nor refused waits for the next time. */
  public void flush() {
    TreeMap<String, TreeMap<String, Visit>> byTenant = new TreeMap<>();
    pending.forEach((name, visit) ->
        byTenant.computeIfAbsent(name.tenant, _ -> new TreeMap<>()).put(name.terminal, visit));
    List<Visits> parts = new ArrayList<>();
    byTenant.forEach((tenant, visits) -> parts.addAll(parts(tenant, List.copyOf(visits.values()))));
    memory.visited(parts).done().forEach(this::forget);
  }

  /** Only what was written: who came again meanwhile is written next time. */
  private void forget(Visits done) {
    done.visits()
        .forEach(visit -> pending.remove(new Name(done.tenant(), visit.terminal()), visit));
  }

  private static List<Visits> parts(String tenant, List<Visit> visits) {
    List<Visits> parts = new ArrayList<>();
    for (int from = 0; from < visits.size(); from += Visits.SIZE_MAX) {
      int end = Math.min(visits.size(), from + Visits.SIZE_MAX);
      parts.add(new Visits(tenant, visits.subList(from, end)));
    }
    return parts;
  }

  private void note(String tenant, Visit visit) {
    Name name = new Name(tenant, visit.terminal());
    if (pending.size() < PENDING_MAX || pending.containsKey(name)) {
      pending.merge(name, visit, Visit::and);
    }
  }

  private record Name(String tenant, String terminal) {}

  private record Key(String tenant, String epoch, String terminal) {}
}
