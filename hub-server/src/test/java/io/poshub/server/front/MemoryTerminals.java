package io.poshub.server.front;

import io.poshub.engine.delivery.Progress;
import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Visit;
import io.poshub.engine.terminal.Visits;
import io.poshub.protocol.Position;
import io.poshub.server.session.AckBook;
import io.poshub.server.session.TerminalMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Terminals and their acknowledged positions in memory, with the rules of the stored ones. */
public final class MemoryTerminals implements TerminalMemory, AckBook.Store {
  /** How often somebody asked. */
  public final AtomicInteger reads = new AtomicInteger();

  /** How often something about connections was written. */
  public final AtomicInteger writes = new AtomicInteger();

  private final Map<String, KnownTerminal> known = new ConcurrentHashMap<>();

  @Override
  public Optional<KnownTerminal> find(String tenant, String terminal) {
    reads.incrementAndGet();
    return Optional.ofNullable(known.get(tenant + "/" + terminal));
  }

  @Override
  public void connected(String tenant, Visit visit, Position head) {
    writes.incrementAndGet();
    known.merge(
        tenant + "/" + visit.terminal(),
        new KnownTerminal(
            visit.terminal(),
            head.epoch(),
            head.seq(),
            null,
            visit.remote(),
            visit.client(),
            visit.connectedAt(),
            visit.lastSeenAt()),
        (before, fresh) -> before.epoch().equals(fresh.epoch()) ? before : fresh);
  }

  @Override
  public SharedCommits.Written<Visits> visited(List<Visits> visits) {
    for (Visits some : visits) {
      writes.incrementAndGet();
      some.visits()
          .forEach(visit ->
              known.computeIfPresent(
                  some.tenant() + "/" + visit.terminal(), (_, before) -> seen(before, visit)));
    }
    return SharedCommits.Written.all(visits);
  }

  @Override
  public List<Progress> record(List<Progress> gathered) {
    gathered.forEach(this::record);
    return gathered;
  }

  private void record(Progress progress) {
    progress
        .acked()
        .forEach((terminal, acked) ->
            known.computeIfPresent(
                progress.tenant() + "/" + terminal,
                (_, before) ->
                    before.epoch().equals(progress.epoch()) ? acked(before, acked.seq()) : before));
  }

  private static KnownTerminal seen(KnownTerminal before, Visit visit) {
    return new KnownTerminal(
        before.terminal(),
        before.epoch(),
        before.startedSeq(),
        before.ackedSeq(),
        visit.remote(),
        visit.client(),
        visit.connectedAt(),
        visit.lastSeenAt());
  }

  private static KnownTerminal acked(KnownTerminal before, long seq) {
    long raised = before.ackedSeq() == null ? seq : Math.max(before.ackedSeq(), seq);
    return new KnownTerminal(
        before.terminal(),
        before.epoch(),
        before.startedSeq(),
        raised,
        before.remote(),
        before.client(),
        before.connectedAt(),
        before.lastSeenAt());
  }
}
