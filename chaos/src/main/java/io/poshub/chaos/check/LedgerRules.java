package io.poshub.chaos.check;

import io.poshub.chaos.history.EventFact.LedgerFact;
import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Money and points: ledgers add up, every movement happened once, and every one was told once. */
final class LedgerRules {
  private final TenantHistory history;
  private final Findings findings;
  private final Map<String, List<Found>> foundByMark = new HashMap<>();

  /** A row in its ledger. */
  private record Found(String ledgerId, Ledger.Row row) {
    /** The answer to a new card names the card, to a reservation itself, all others their row. */
    boolean isNamed(WriteRecord.Kind kind, String id) {
      return switch (kind) {
        case ISSUE_CARD -> id.equals(ledgerId);
        case RESERVE -> true;
        default -> id.equals(row.id());
      };
    }
  }

  private LedgerRules(TenantHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
  }

  static void check(TenantHistory history, Findings findings) {
    LedgerRules rules = new LedgerRules(history, findings);
    history.ledgers().forEach(rules::checkSums);
    rules.checkWrites();
    rules.checkEvents();
  }

  private void checkSums(Ledger ledger) {
    long sum = 0;
    for (Ledger.Row row : ledger.rows()) {
      if (row.before() != sum || row.after() != sum + row.amount() || row.after() < 0) {
        findings.add(
            ViolationKind.LEDGER_BROKEN, who(ledger), row + " follows a balance of " + sum);
      }
      sum += row.amount();
      foundByMark
          .computeIfAbsent(String.valueOf(row.mark()), _ -> new ArrayList<>())
          .add(new Found(ledger.id(), row));
    }
    if (sum != ledger.balance()) {
      findings.add(
          ViolationKind.BALANCE_MISMATCH,
          who(ledger),
          "the rows sum to " + sum + ", the balance is " + ledger.balance());
    }
  }

  private void checkWrites() {
    Map<String, WriteRecord> byMark = new HashMap<>();
    for (WriteRecord write : history.writes()) {
      if (write.kind().isLedger()) {
        byMark.put(write.mark(), write);
        checkWrite(write, foundByMark.getOrDefault(write.mark(), List.of()));
      }
    }
    foundByMark.forEach((mark, rows) -> {
      if (!byMark.containsKey(mark)) {
        findings.add(ViolationKind.PHANTOM_MOVEMENT, history.tenant(), rows.toString());
      }
    });
  }

  private void checkWrite(WriteRecord write, List<Found> rows) {
    String who = history.tenant() + " " + write.kind() + " " + write.mark();
    if (rows.size() > 1) {
      findings.add(ViolationKind.DOUBLE_MOVEMENT, who, rows.toString());
    }
    switch (write.outcome()) {
      case Outcome.Done(List<String> ids) -> {
        if (rows.stream().noneMatch(found -> found.isNamed(write.kind(), ids.getFirst()))) {
          findings.add(
              ViolationKind.LOST_MOVEMENT, who, "answered " + ids + ", the ledger has " + rows);
        }
      }
      case Outcome.Refused(String code) -> {
        if (!rows.isEmpty()) {
          findings.add(
              ViolationKind.PHANTOM_MOVEMENT, who, "refused with " + code + ", but " + rows);
        }
      }
      case Outcome.Unknown _, Outcome.Wrong _, Outcome.NeverAnswered _ -> {}
    }
  }

  private void checkEvents() {
    Map<LedgerFact, Integer> told = new HashMap<>();
    for (StreamRow row : history.stream()) {
      if (row.fact() instanceof LedgerFact fact) {
        told.merge(fact, 1, Integer::sum);
      }
    }
    Set<LedgerFact> known = new HashSet<>();
    for (Ledger ledger : history.ledgers()) {
      for (Ledger.Row row : ledger.rows()) {
        LedgerFact fact = new LedgerFact(ledger.id(), row.id());
        known.add(fact);
        int times = told.getOrDefault(fact, 0);
        if (times != 1) {
          findings.add(
              ViolationKind.LEDGER_WITHOUT_EVENT, who(ledger), row + " has " + times + " events");
        }
      }
    }
    told.keySet().stream()
        .filter(fact -> !known.contains(fact))
        .forEach(fact ->
            findings.add(ViolationKind.EVENT_WITHOUT_LEDGER, history.tenant(), fact.toString()));
  }

  private String who(Ledger ledger) {
    return history.tenant() + " ledger " + ledger.id();
  }
}
