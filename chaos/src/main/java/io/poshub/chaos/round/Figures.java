package io.poshub.chaos.round;

import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.TerminalHistory;

/**
 * What a run amounts to.
 *
 * @param duplicates deliveries of events that the terminal had already
 * @param longestCatchUpMillis from a welcome until its {@code caught_up}
 */
public record Figures(
    long events,
    long deliveries,
    long duplicates,
    long reconnects,
    long retries,
    long longestCatchUpMillis) {
  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

  static Figures of(World world) {
    long events = 0;
    long deliveries = 0;
    long duplicates = 0;
    long reconnects = 0;
    long longestCatchUpMillis = 0;
    for (TenantWorld tenant : world.tenants()) {
      events += tenant.head();
      for (TerminalHistory terminal : tenant.terminals()) {
        long received = received(terminal);
        deliveries += received;
        duplicates += received - distinct(terminal);
        longestCatchUpMillis = Math.max(longestCatchUpMillis, catchUpMillis(terminal));
        reconnects += Math.max(0, terminal.connections().size() - 1);
      }
    }
    return new Figures(
        events, deliveries, duplicates, reconnects, world.calls().retries(), longestCatchUpMillis);
  }

  private static long received(TerminalHistory terminal) {
    return terminal.connections().stream().mapToLong(c -> c.deliveries().size()).sum();
  }

  private static long catchUpMillis(TerminalHistory terminal) {
    return terminal.connections().stream()
        .mapToLong(ConnectionHistory::catchUpMillis)
        .max()
        .orElse(0);
  }

  private static long distinct(TerminalHistory terminal) {
    return terminal.connections().stream()
        .map(ConnectionHistory::deliveries)
        .flatMapToLong(events -> events.stream().mapToLong(event -> event.seq()))
        .distinct()
        .count();
  }
}
