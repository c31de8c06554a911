package io.poshub.server.front;

import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.protocol.Position;
import io.poshub.server.session.AckBook;
import io.poshub.server.session.TerminalMemory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Terminals and their acknowledged positions in memory, with the rules of the stored ones. */
public final class MemoryTerminals implements TerminalMemory, AckBook.Store {
  private final Map<String, KnownTerminal> known = new ConcurrentHashMap<>();

  @Override
  public Optional<KnownTerminal> find(String tenant, String terminal) {
    return Optional.ofNullable(known.get(tenant + "/" + terminal));
  }

  @Override
  public void connected(
      String tenant,
      String terminal,
      Position head,
      @Nullable String remote,
      @Nullable String client,
      Instant now) {
    known.merge(
        tenant + "/" + terminal,
        new KnownTerminal(terminal, head.epoch(), head.seq(), null, remote, client, now, now),
        (before, fresh) -> before.epoch().equals(fresh.epoch()) ? before : fresh);
  }

  @Override
  public void acknowledge(
      String tenant, String epoch, Map<String, Long> ackedSeqByTerminal, Instant now) {
    ackedSeqByTerminal.forEach((terminal, seq) ->
        known.computeIfPresent(
            tenant + "/" + terminal,
            (_, before) -> before.epoch().equals(epoch) ? acked(before, seq) : before));
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
