package io.poshub.server.session;

import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Terminals;
import io.poshub.protocol.Position;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of terminals between their connections. Blocks; virtual threads only. */
public interface TerminalMemory {

  Optional<KnownTerminal> find(String tenant, String terminal);

  /** A terminal connected; its first connection fixes where it starts until it acknowledges. */
  void connected(
      String tenant,
      String terminal,
      Position head,
      @Nullable String remote,
      @Nullable String client,
      Instant now);

  /** The memory of the real database. */
  static TerminalMemory of(Terminals terminals) {
    return new TerminalMemory() {
      @Override
      public Optional<KnownTerminal> find(String tenant, String terminal) {
        return terminals.find(tenant, terminal);
      }

      @Override
      public void connected(
          String tenant,
          String terminal,
          Position head,
          @Nullable String remote,
          @Nullable String client,
          Instant now) {
        terminals.connected(tenant, terminal, head, remote, client, now);
      }
    };
  }
}
