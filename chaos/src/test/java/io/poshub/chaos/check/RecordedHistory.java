package io.poshub.chaos.check;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.EventFact;
import io.poshub.chaos.history.EventFact.LedgerFact;
import io.poshub.chaos.history.EventFact.OrderFact;
import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEpoch;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import io.poshub.chaos.history.TerminalHistory;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A short history in which all is well, for tests to spoil: an order and its change, a card and a
 * deduction, points, and a till that was cut off after the third event and came back.
 */
final class RecordedHistory {
  static final String EPOCH = "e1";

  final List<SeenEpoch> epochs = new ArrayList<>(List.of(new SeenEpoch(EPOCH, "a reader")));
  final List<StreamRow> stream =
      new ArrayList<>(
          List.of(
              row(1, "new_order", new OrderFact("o1", "m1", 1)),
              row(2, "gift_card_purchased", new LedgerFact("c1", "issued")),
              row(3, "gift_card_updated", new LedgerFact("c1", "taken")),
              row(4, "order_updated", new OrderFact("o1", "m1", 2)),
              row(5, "loyalty_updated", new LedgerFact("a1", "earned"))));
  final List<WriteRecord> writes =
      new ArrayList<>(
          List.of(
              done(Kind.PLACE_ORDER, "m1", "o1"),
              done(Kind.ISSUE_CARD, "m2", "c1"),
              done(Kind.DEDUCT, "m3", "taken"),
              done(Kind.EARN, "m4", "earned"),
              done(Kind.ADVANCE_ORDER, "m5", "o1@2")));
  final List<Ledger> ledgers =
      new ArrayList<>(
          List.of(
              new Ledger(
                  "c1",
                  700,
                  List.of(
                      new Ledger.Row("issued", 1000, 0, 1000, "m2"),
                      new Ledger.Row("taken", -300, 1000, 700, "m3"))),
              new Ledger("a1", 10, List.of(new Ledger.Row("earned", 10, 0, 10, "m4")))));
  final List<ConnectionHistory> connections = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  Set<String> types = Set.of();
  int replacedStillOpen;

  RecordedHistory() {
    connections.add(connection(new Beginning.HubRemembers(Beginning.NEVER_ACKED), 0, 0, 1, 2, 3));
    connections.add(connection(new Beginning.After(3), 3, 5, 4, 5));
  }

  /** A connection on which events of the stream came; caught up when all were there. */
  ConnectionHistory connection(Beginning beginning, long after, long head, int... seqs) {
    List<SeenEvent> seen = new ArrayList<>();
    for (int seq : seqs) {
      seen.add(stream.get(seq - 1).event());
    }
    return connection(beginning, new Opening(EPOCH, head, after), seen, 1012);
  }

  static ConnectionHistory connection(
      Beginning beginning, Opening opening, List<SeenEvent> seen, @Nullable Integer closeCode) {
    int before = (int) seen.stream().filter(event -> event.seq() <= opening.head()).count();
    return new ConnectionHistory(
        1, beginning, opening, seen, opening.head(), before, 0, closeCode, false, List.of());
  }

  static StreamRow row(long seq, String type, EventFact fact) {
    return new StreamRow(new SeenEvent(seq, "id" + seq, type, "text" + seq), fact);
  }

  static WriteRecord done(Kind kind, String mark, String... ids) {
    return new WriteRecord(kind, mark, new Outcome.Done(List.of(ids)));
  }

  List<Violation> check() {
    TerminalHistory till =
        new TerminalHistory("till", types, connections, stream.size(), refusals, replacedStillOpen);
    return Checker.check(new TenantHistory("t", epochs, stream, List.of(till), writes, ledgers));
  }
}
