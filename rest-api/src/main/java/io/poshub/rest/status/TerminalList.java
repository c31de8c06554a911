package io.poshub.rest.status;

import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.protocol.Position;
import io.poshub.protocol.status.PosStatus;
import io.poshub.rest.LiveSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of terminals, joined with their open sockets. Pure. */
final class TerminalList {
  private TerminalList() {}

  /** Connected terminals first, then those seen last. */
  static List<PosStatus.Terminal> merge(
      List<KnownTerminal> known, List<LiveSession> sessions, Position head) {
    Map<String, List<LiveSession>> open = new LinkedHashMap<>();
    for (LiveSession session : sessions) {
      if (session.terminal() != null) {
        open.computeIfAbsent(session.terminal(), _ -> new ArrayList<>()).add(session);
      }
    }
    Map<String, KnownTerminal> stored = new LinkedHashMap<>();
    known.forEach(terminal -> stored.put(terminal.terminal(), terminal));
    Set<String> names = new LinkedHashSet<>(open.keySet());
    names.addAll(stored.keySet());
    return names.stream()
        .map(name -> terminal(name, stored.get(name), open.getOrDefault(name, List.of()), head))
        .sorted(
            Comparator.comparing(PosStatus.Terminal::connected)
                .reversed()
                .thenComparing(
                    PosStatus.Terminal::lastSeenAt,
                    Comparator.nullsLast(Comparator.<Instant>reverseOrder())))
        .toList();
  }

  private static PosStatus.Terminal terminal(
      String name, @Nullable KnownTerminal stored, List<LiveSession> open, Position head) {
    LiveSession newest =
        open.stream().max(Comparator.comparing(LiveSession::connectedAt)).orElse(null);
    KnownTerminal current = stored != null && stored.epoch().equals(head.epoch()) ? stored : null;
    Long acked = later(current == null ? null : current.ackedSeq(), open);
    Long position = acked == null && current != null ? Long.valueOf(current.resumeAfter()) : acked;
    return new PosStatus.Terminal(
        name,
        newest != null,
        open.size(),
        newest != null ? newest.remote() : stored == null ? null : stored.remote(),
        newest != null ? newest.connectedAt() : stored == null ? null : stored.connectedAt(),
        newest != null ? newest.lastSeenAt() : stored == null ? null : stored.lastSeenAt(),
        acked,
        position == null ? null : Math.max(0, head.seq() - position),
        newest == null ? null : newest.rttMillis(),
        newest != null ? newest.client() : stored == null ? null : stored.client());
  }

  /** Acks reach the store a moment after the socket. */
  private static @Nullable Long later(@Nullable Long stored, List<LiveSession> open) {
    Long acked = stored;
    for (LiveSession session : open) {
      Long seen = session.ackedSeq();
      if (seen != null && (acked == null || seen > acked)) {
        acked = seen;
      }
    }
    return acked;
  }
}
