package io.poshub.chaos.check;

import io.poshub.chaos.history.EventFact.OrderFact;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.history.TenantHistory;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Outcome;
import io.poshub.protocol.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders: each one placed is there once, each change is told once, and nobody else's are there. */
final class OrderRules {
  private static final String NEW_ORDER = EventType.NEW_ORDER.wire();

  private final TenantHistory history;
  private final Findings findings;

  /** The new orders by the mark that came with them. */
  private final Map<String, List<OrderFact>> placed = new HashMap<>();

  /** Which version of an order each event tells of, as {@code changeOf} writes it. */
  private final Set<String> told = new HashSet<>();

  private OrderRules(TenantHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
  }

  static void check(TenantHistory history, Findings findings) {
    OrderRules rules = new OrderRules(history, findings);
    rules.readStream();
    Set<String> marks = new HashSet<>();
    for (WriteRecord write : history.writes()) {
      rules.checkAnswer(write);
      switch (write.kind()) {
        case PLACE_ORDER -> {
          marks.add(write.mark());
          rules.checkPlaced(write);
        }
        case ADVANCE_ORDER -> rules.checkChanged(write);
        case ISSUE_CARD, DEDUCT, LOAD, RESERVE, RESOLVE, UNDO, EARN, REDEEM -> {}
      }
    }
    rules.checkPhantoms(marks);
  }

  /** How the answer to a change and the event of it are matched. */
  public static String changeOf(String orderId, long version) {
    return orderId + "@" + version;
  }

  private void readStream() {
    Map<String, Long> versions = new HashMap<>();
    for (StreamRow row : history.stream()) {
      if (!(row.fact() instanceof OrderFact order)) {
        continue;
      }
      if (row.event().type().equals(NEW_ORDER)) {
        placed
            .computeIfAbsent(String.valueOf(order.externalId()), _ -> new ArrayList<>())
            .add(order);
      }
      told.add(changeOf(order.orderId(), order.version()));
      long before = versions.getOrDefault(order.orderId(), 0L);
      // A change that leaves the version alone, such as a claim, is told too.
      boolean follows = order.version() == before + 1 || (before > 0 && order.version() == before);
      if (!follows) {
        findings.add(
            ViolationKind.VERSION_GAP,
            history.tenant(),
            row.event() + " has version " + order.version() + " after " + before);
      }
      versions.put(order.orderId(), order.version());
    }
  }

  private void checkPlaced(WriteRecord write) {
    List<OrderFact> events = placed.getOrDefault(write.mark(), List.of());
    if (events.size() > 1) {
      findings.add(ViolationKind.DOUBLE_ORDER, who(write), events.toString());
    }
    if (write.outcome() instanceof Outcome.Done(List<String> ids)) {
      boolean isThere = events.stream().anyMatch(order -> order.orderId().equals(ids.getFirst()));
      if (!isThere) {
        findings.add(
            ViolationKind.LOST_ORDER, who(write), "answered " + ids + ", the stream has " + events);
      }
    }
  }

  private void checkChanged(WriteRecord write) {
    if (write.outcome() instanceof Outcome.Done(List<String> changes)
        && !told.containsAll(changes)) {
      findings.add(ViolationKind.LOST_CHANGE, who(write), "answered " + changes);
    }
  }

  private void checkAnswer(WriteRecord write) {
    switch (write.outcome()) {
      case Outcome.Done(List<String> ids) -> {
        if (ids.stream().distinct().count() > 1) {
          findings.add(ViolationKind.ANSWER_CHANGED, who(write), ids.toString());
        }
      }
      case Outcome.Wrong(String answer) ->
          findings.add(ViolationKind.WRONG_ANSWER, who(write), answer);
      case Outcome.NeverAnswered(int attempts, String last) ->
          findings.add(
              ViolationKind.NEVER_ANSWERED, who(write), attempts + " attempts, the last: " + last);
      case Outcome.Refused _, Outcome.Unknown _ -> {}
    }
  }

  private void checkPhantoms(Set<String> marks) {
    placed.forEach((mark, orders) -> {
      if (!marks.contains(mark)) {
        findings.add(ViolationKind.PHANTOM_ORDER, history.tenant(), orders.toString());
      }
    });
  }

  private String who(WriteRecord write) {
    return history.tenant() + " " + write.kind() + " " + write.mark();
  }
}
