package io.poshub.chaos.round;

import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.TerminalHistory;

/** What a run amounts to. {@code duplicates}: deliveries of events a terminal had already. */
public record Figures(
    long events, long deliveries, long duplicates, long reconnects, long retries) {
  static final Figures NONE = new Figures(0, 0, 0, 0, 0);

  static Figures of(World world) {
    long events = 0;
    long deliveries = 0;
    long duplicates = 0;
    long reconnects = 0;
    for (TenantWorld tenant : world.tenants()) {
      events += tenant.head();
      for (TerminalHistory terminal : tenant.terminals()) {
        long received = received(terminal);
        deliveries += received;
        duplicates += received - distinct(terminal);
        reconnects += Math.max(0, terminal.connections().size() - 1);
      }
    }
    return new Figures(events, deliveries, duplicates, reconnects, world.calls().retries());
  }

  private static long received(TerminalHistory terminal) {
    return terminal.connections().stream().mapToLong(c -> c.deliveries().size()).sum();
  }

  private static long distinct(TerminalHistory terminal) {
    return terminal.connections().stream()
        .map(ConnectionHistory::deliveries)
        .flatMapToLong(events -> events.stream().mapToLong(event -> event.seq()))
        .distinct()
        .count();
  }
}
