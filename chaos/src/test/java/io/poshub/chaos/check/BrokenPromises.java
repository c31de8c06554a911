package io.poshub.chaos.check;

import static io.poshub.chaos.check.RecordedHistory.EPOCH;
import static io.poshub.chaos.check.RecordedHistory.connection;
import static io.poshub.chaos.check.RecordedHistory.done;
import static io.poshub.chaos.check.RecordedHistory.row;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.ConnectionHistory;
import io.poshub.chaos.history.EventFact.LedgerFact;
import io.poshub.chaos.history.EventFact.OrderFact;
import io.poshub.chaos.history.EventFact.OtherFact;
import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.Opening;
import io.poshub.chaos.history.SeenEpoch;
import io.poshub.chaos.history.SeenEvent;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import java.util.List;

/** For every kind of violation that a tenant's history can show, a way to spoil a good one. */
final class BrokenPromises {
  private BrokenPromises() {}

  static void spoil(RecordedHistory good, ViolationKind kind) {
    switch (kind) {
      case EPOCH_CHANGED -> good.epochs.add(new SeenEpoch("e2", "till"));
      case STREAM_GAP -> good.stream.remove(1);
      case DUPLICATE_ID ->
          good.stream.add(6 - 1, rowWithId(6, good.stream.getFirst().event().id()));
      case LOST_EVENT,
          PHANTOM_EVENT,
          ALTERED_EVENT,
          OUT_OF_ORDER,
          GAP_IN_CONNECTION,
          UNEXPECTED_FRAME ->
          spoilDeliveries(good, kind);
      case WRONG_START,
          CAUGHT_UP_TOO_EARLY,
          UNEXPECTED_RESET,
          UNEXPECTED_CLOSE,
          UNEXPECTED_REFUSAL,
          NOT_REPLACED ->
          spoilConnection(good, kind);
      case LOST_ORDER,
          DOUBLE_ORDER,
          PHANTOM_ORDER,
          LOST_CHANGE,
          VERSION_GAP,
          ANSWER_CHANGED,
          WRONG_ANSWER,
          NEVER_ANSWERED ->
          spoilOrders(good, kind);
      case LOST_MOVEMENT,
          DOUBLE_MOVEMENT,
          PHANTOM_MOVEMENT,
          BALANCE_MISMATCH,
          LEDGER_BROKEN,
          LEDGER_WITHOUT_EVENT,
          EVENT_WITHOUT_LEDGER ->
          spoilLedgers(good, kind);
      case STREAM_REWRITTEN, STOP_FAILED, DROPPED_IN_FLIGHT, START_FAILED ->
          throw new IllegalArgumentException("shows elsewhere: " + kind);
    }
  }

  private static void spoilDeliveries(RecordedHistory good, ViolationKind kind) {
    Beginning first = good.connections.getFirst().beginning();
    Beginning after = new Beginning.After(3);
    switch (kind) {
      // It comes back after what it never received.
      case LOST_EVENT -> good.connections.set(0, good.connection(first, 0, 0, 1, 2));
      case PHANTOM_EVENT -> add(good, new SeenEvent(6, "id6", "new_order", "text6"));
      case ALTERED_EVENT -> add(good, new SeenEvent(5, "other", "loyalty_updated", "text5"));
      case OUT_OF_ORDER -> good.connections.set(1, good.connection(after, 3, 3, 5, 4));
      case GAP_IN_CONNECTION -> good.connections.set(1, good.connection(after, 3, 3, 5));
      case UNEXPECTED_FRAME ->
          good.connections.set(1, odd(good.connections.getLast(), false, List.of("hello")));
      default -> throw new IllegalArgumentException(kind.name());
    }
  }

  private static void spoilConnection(RecordedHistory good, ViolationKind kind) {
    List<SeenEvent> none = List.of();
    Opening atHead = new Opening(EPOCH, 5, 5);
    switch (kind) {
      case WRONG_START ->
          good.connections.add(connection(new Beginning.HubRemembers(3), atHead, none, null));
      case CAUGHT_UP_TOO_EARLY ->
          good.connections.set(
              1,
              new ConnectionHistory(
                  2,
                  new Beginning.After(3),
                  new Opening(EPOCH, 5, 3),
                  good.connections.getLast().deliveries(),
                  5L,
                  1,
                  0,
                  null,
                  false,
                  List.of()));
      case UNEXPECTED_RESET ->
          good.connections.set(1, odd(good.connections.getLast(), true, List.of()));
      case UNEXPECTED_CLOSE ->
          good.connections.add(connection(new Beginning.After(5), atHead, none, 1011));
      case UNEXPECTED_REFUSAL -> good.refusals.add("401");
      case NOT_REPLACED -> good.replacedStillOpen = 1;
      default -> throw new IllegalArgumentException(kind.name());
    }
  }

  private static void spoilOrders(RecordedHistory good, ViolationKind kind) {
    switch (kind) {
      case LOST_ORDER -> good.writes.add(done(Kind.PLACE_ORDER, "m9", "o9"));
      case DOUBLE_ORDER -> good.stream.add(row(6, "new_order", new OrderFact("o2", "m1", 1)));
      case PHANTOM_ORDER -> good.stream.add(row(6, "new_order", new OrderFact("o2", "m9", 1)));
      case LOST_CHANGE -> good.writes.add(done(Kind.ADVANCE_ORDER, "m9", "o1@3"));
      case VERSION_GAP -> good.stream.add(row(6, "order_updated", new OrderFact("o1", "m1", 4)));
      case ANSWER_CHANGED -> good.writes.set(0, done(Kind.PLACE_ORDER, "m1", "o1", "o2"));
      case WRONG_ANSWER -> answer(good, new Outcome.Wrong("500 internal_error"));
      case NEVER_ANSWERED -> answer(good, new Outcome.NeverAnswered(100, "503"));
      default -> throw new IllegalArgumentException(kind.name());
    }
  }

  private static void spoilLedgers(RecordedHistory good, ViolationKind kind) {
    Ledger.Row issued = new Ledger.Row("issued", 1000, 0, 1000, "m2");
    Ledger.Row taken = new Ledger.Row("taken", -300, 1000, 700, "m3");
    switch (kind) {
      case LOST_MOVEMENT -> card(good, 1000, issued);
      case DOUBLE_MOVEMENT ->
          card(good, 400, issued, taken, new Ledger.Row("again", -300, 700, 400, "m3"));
      case PHANTOM_MOVEMENT ->
          card(good, 699, issued, taken, new Ledger.Row("stranger", -1, 700, 699, "m9"));
      case BALANCE_MISMATCH -> card(good, 701, issued, taken);
      case LEDGER_BROKEN -> card(good, 700, issued, new Ledger.Row("taken", -300, 900, 600, "m3"));
      case LEDGER_WITHOUT_EVENT ->
          good.stream.add(row(6, "gift_card_updated", new LedgerFact("c1", "taken")));
      case EVENT_WITHOUT_LEDGER ->
          good.stream.add(row(6, "gift_card_updated", new LedgerFact("c1", "ghost")));
      default -> throw new IllegalArgumentException(kind.name());
    }
  }

  private static void card(RecordedHistory good, long balance, Ledger.Row... rows) {
    good.ledgers.set(0, new Ledger("c1", balance, List.of(rows)));
  }

  private static void answer(RecordedHistory good, Outcome outcome) {
    good.writes.add(new WriteRecord(Kind.DEDUCT, "m9", outcome));
  }

  private static void add(RecordedHistory good, SeenEvent event) {
    Opening opening = new Opening(EPOCH, event.seq() - 1, event.seq() - 1);
    good.connections.add(
        connection(new Beginning.After(opening.after()), opening, List.of(event), null));
  }

  private static ConnectionHistory odd(
      ConnectionHistory connection, boolean reset, List<String> oddities) {
    return new ConnectionHistory(
        connection.number(),
        connection.beginning(),
        connection.opening(),
        connection.deliveries(),
        connection.caughtUp(),
        connection.beforeCaughtUp(),
        connection.catchUpMillis(),
        null,
        reset,
        oddities);
  }

  private static StreamRow rowWithId(long seq, String id) {
    return new StreamRow(new SeenEvent(seq, id, "mode_changed", "text" + seq), new OtherFact());
  }
}
