package io.poshub.chaos.round;

import io.poshub.chaos.history.EventFact.LedgerFact;
import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.SeenEpoch;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import io.poshub.chaos.history.TerminalHistory;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.chaos.shop.LedgerReader;
import io.poshub.chaos.shop.Shop;
import io.poshub.chaos.shop.StreamReader;
import io.poshub.chaos.shop.TenantAccess;
import io.poshub.chaos.shop.WriteLog;
import io.poshub.chaos.till.Texts;
import io.poshub.chaos.till.Till;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One tenant and what was seen of it so far. The round's thread. */
final class TenantWorld {
  private static final int STILL_READS_MAX = 20;

  private final TenantAccess access;
  private final Shop shop;
  private final TillCast cast;
  private final List<Till> tills;
  private final Texts texts;
  private final StreamReader streamReader;
  private final LedgerReader ledgerReader;
  private final WriteLog writes;
  private final List<Till> visitors = new CopyOnWriteArrayList<>();
  private final List<TerminalHistory> gone = new ArrayList<>();
  private final List<StreamRow> stream = new ArrayList<>();
  private final List<SeenEpoch> epochs = new ArrayList<>();
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private int ledgersReadUpTo;

  TenantWorld(
      TenantAccess access,
      Shop shop,
      TillCast cast,
      Texts texts,
      StreamReader streamReader,
      LedgerReader ledgerReader,
      WriteLog writes) {
    this.access = access;
    this.shop = shop;
    this.cast = cast;
    this.tills = cast.all();
    this.texts = texts;
    this.streamReader = streamReader;
    this.ledgerReader = ledgerReader;
    this.writes = writes;
  }

  TenantAccess access() {
    return access;
  }

  Shop shop() {
    return shop;
  }

  Till visitor(int round) {
    return cast.visitor(round);
  }

  /** The tills that stay. */
  List<Till> tills() {
    return tills;
  }

  /** All that are there now. */
  List<Till> present() {
    return Stream.concat(tills.stream(), visitors.stream()).toList();
  }

  void visit(Till till) {
    visitors.add(till);
    till.start();
  }

  /** The visitors go; what they saw stays. */
  void sendVisitorsHome() {
    for (Till visitor : visitors) {
      gone.add(visitor.history());
      visitor.close();
    }
    visitors.clear();
  }

  /** Reads what is new in the stream; returns the head. */
  long readStream() throws IOException, InterruptedException {
    var read = streamReader.readAfter(stream.size());
    for (StreamRow row : read.rows()) {
      stream.add(row);
      var _ = texts.once(row.event().text());
    }
    epochs.add(new SeenEpoch(read.epoch(), "a reader of the stream at " + read.head()));
    return read.head();
  }

  long head() {
    return stream.size();
  }

  /** The last event up to {@code seq} that a till is to receive; 0 if there is none. */
  long lastFor(Till till, long seq) {
    int at = Math.toIntExact(Math.min(seq, stream.size()));
    while (at > 0 && !till.journal().wants(stream.get(at - 1).event().type())) {
      at--;
    }
    return at;
  }

  /** Reads the whole stream anew, to compare it with what was read before. */
  List<StreamRow> readStreamAgain() throws IOException, InterruptedException {
    return streamReader.readAfter(0).rows();
  }

  /**
   * Reads the ledgers that may have moved since the last time, until the stream stands still while
   * they are read: then they belong together.
   */
  void readLedgers(boolean all) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < STILL_READS_MAX; attempt++) {
      long before = head();
      for (String card : cards(all)) {
        ledgerReader.card(card).ifPresent(ledger -> ledgers.put(card, ledger));
      }
      for (String phone : Shop.phones()) {
        ledgerReader.account(phone).ifPresent(ledger -> ledgers.put(phone, ledger));
      }
      if (readStream() == before) {
        ledgersReadUpTo = stream.size();
        return;
      }
    }
    throw new IOException("the stream of " + access.slug() + " does not come to rest");
  }

  /** Those that events tell of, and those that writers were promised. */
  private Set<String> cards(boolean all) {
    Set<String> ids = new LinkedHashSet<>();
    for (StreamRow row : stream.subList(all ? 0 : ledgersReadUpTo, stream.size())) {
      if (row.fact() instanceof LedgerFact fact && row.event().type().startsWith("gift_card")) {
        ids.add(fact.ledgerId());
      }
    }
    for (WriteRecord write : writes.records()) {
      boolean isNew = write.kind() == Kind.ISSUE_CARD;
      if (isNew && write.outcome() instanceof Outcome.Done(List<String> cards)) {
        cards.stream().filter(id -> all || !ledgers.containsKey(id)).forEach(ids::add);
      }
    }
    return ids;
  }

  /** What all tills saw, as of now. */
  List<TerminalHistory> terminals() {
    List<TerminalHistory> terminals = new ArrayList<>(gone);
    present().forEach(till -> terminals.add(till.history()));
    return terminals;
  }

  List<StreamRow> stream() {
    return List.copyOf(stream);
  }

  TenantHistory history(List<TerminalHistory> terminals) {
    return new TenantHistory(
        access.slug(),
        allEpochs(terminals),
        stream,
        terminals,
        writes.records(),
        List.copyOf(ledgers.values()));
  }

  private List<SeenEpoch> allEpochs(List<TerminalHistory> terminals) {
    List<SeenEpoch> all = new ArrayList<>(epochs);
    for (TerminalHistory terminal : terminals) {
      terminal
          .connections()
          .forEach(connection ->
              all.add(
                  new SeenEpoch(
                      connection.opening().epoch(),
                      terminal.name() + " connection " + connection.number())));
    }
    return all;
  }

  /** Takes the tills off the hub. */
  void close() {
    present().forEach(Till::close);
  }
}
