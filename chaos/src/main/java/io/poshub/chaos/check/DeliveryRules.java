package io.poshub.chaos.check;

import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import io.poshub.chaos.history.TerminalHistory;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the terminals received against what the stream holds: every event from the terminal's first
 * position on, in order and without a gap in each connection, and nothing else.
 */
final class DeliveryRules {
  private static final int PIECE_CHARS = 30;

  private final TenantHistory history;
  private final Findings findings;
  private final Map<Long, SeenEvent> stream = new HashMap<>();

  private DeliveryRules(TenantHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
    history.stream().forEach(row -> stream.put(row.seq(), row.event()));
  }

  static void check(TenantHistory history, Findings findings) {
    DeliveryRules rules = new DeliveryRules(history, findings);
    history.terminals().forEach(rules::check);
  }

  private void check(TerminalHistory terminal) {
    String who = history.tenant() + "/" + terminal.name();
    terminal
        .refusals()
        .forEach(refusal -> findings.add(ViolationKind.UNEXPECTED_REFUSAL, who, refusal));
    if (terminal.replacedStillOpen() > 0) {
      findings.add(
          ViolationKind.NOT_REPLACED,
          who,
          terminal.replacedStillOpen() + " older sockets are open");
    }
    if (terminal.connections().isEmpty()) {
      return;
    }
    long start = terminal.connections().getFirst().opening().after();
    BitSet received = new BitSet();
    for (ConnectionHistory connection : terminal.connections()) {
      ConnectionRules.check(who, terminal, connection, start, history.stream(), findings);
      checkDeliveries(who, connection, received);
    }
    checkLost(who, terminal, start, received);
  }

  private void checkDeliveries(String who, ConnectionHistory connection, BitSet received) {
    String where = who + " connection " + connection.number();
    for (SeenEvent seen : connection.deliveries()) {
      SeenEvent committed = stream.get(seen.seq());
      if (committed == null) {
        findings.add(ViolationKind.PHANTOM_EVENT, where, seen.toString());
      } else if (!committed.equals(seen)) {
        findings.add(ViolationKind.ALTERED_EVENT, where, difference(seen, committed));
      }
      received.set(Math.toIntExact(seen.seq()));
    }
  }

  /** Where two texts part; the whole of them would be pages long and name customers. */
  private static String difference(SeenEvent seen, SeenEvent committed) {
    String received = seen.text();
    String stored = committed.text();
    int at = 0;
    while (at < Math.min(received.length(), stored.length())
        && received.charAt(at) == stored.charAt(at)) {
      at++;
    }
    return "received "
        + seen
        + ", the stream has "
        + committed
        + "; they part at "
        + at
        + ": "
        + piece(received, at)
        + " and "
        + piece(stored, at);
  }

  private static String piece(String text, int at) {
    return "'" + text.substring(at, Math.min(text.length(), at + PIECE_CHARS)) + "'";
  }

  private void checkLost(String who, TerminalHistory terminal, long start, BitSet received) {
    List<StreamRow> rows = history.stream();
    // Rows are in order of seq and seq begins at one, so a row's place is its seq less one.
    int first = Math.toIntExact(Math.min(start, rows.size()));
    int end = Math.toIntExact(Math.min(terminal.mustReach(), rows.size()));
    for (StreamRow row : rows.subList(first, Math.max(first, end))) {
      SeenEvent event = row.event();
      if (terminal.wants(event.type()) && !received.get(Math.toIntExact(event.seq()))) {
        findings.add(
            ViolationKind.LOST_EVENT,
            who,
            event + " of the " + rows.size() + " events never came; it began after " + start);
      }
    }
  }
}
