package io.poshub.server.session;

import io.poshub.engine.sql.SharedCommits;
import io.poshub.engine.terminal.KnownTerminal;
import io.poshub.engine.terminal.Terminals;
import io.poshub.engine.terminal.Visit;
import io.poshub.engine.terminal.Visits;
import io.poshub.protocol.Position;
import java.util.List;
import java.util.Optional;

/** What is remembered of terminals between their connections. Blocks; virtual threads only. */
public interface TerminalMemory {

  Optional<KnownTerminal> find(String tenant, String terminal);

  /** A terminal connected; its first connection fixes where it starts until it acknowledges. */
  void connected(String tenant, Visit visit, Position head);

  /** Terminals that are known came or left. */
  SharedCommits.Written<Visits> visited(List<Visits> visits);

  /** The memory of the real database. */
  static TerminalMemory of(Terminals terminals) {
    return new TerminalMemory() {
      @Override
      public Optional<KnownTerminal> find(String tenant, String terminal) {
        return terminals.find(tenant, terminal);
      }

      @Override
      public void connected(String tenant, Visit visit, Position head) {
        terminals.connected(tenant, visit, head);
      }

      @Override
      public SharedCommits.Written<Visits> visited(List<Visits> visits) {
        return terminals.visited(visits);
      }
    };
  }
}
