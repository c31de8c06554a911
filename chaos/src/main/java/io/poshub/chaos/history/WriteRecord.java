package io.poshub.chaos.history;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One write and what its writer was told.
 *
 * @param mark travels with the call: an order's {@code external_id}, elsewhere its {@code
 *     order_id}; what follows a movement has a {@link Ledger.Row#mark mark made of its}
 */
public record WriteRecord(Kind kind, String mark, Outcome outcome) {
  public WriteRecord {
    requireNonNull(kind, "kind is null");
    requireNonNull(mark, "mark is null");
    requireNonNull(outcome, "outcome is null");
  }

  /** What was wanted; {@code ledger} kinds leave exactly one ledger row with their mark. */
  public enum Kind {
    PLACE_ORDER(false),
    ADVANCE_ORDER(false),
    ISSUE_CARD(true),
    DEDUCT(true),
    LOAD(true),
    RESERVE(true),
    RESOLVE(true),
    UNDO(true),
    EARN(true),
    REDEEM(true);

    private final boolean ledger;

    Kind(boolean ledger) {
      this.ledger = ledger;
    }

    public boolean isLedger() {
      return ledger;
    }
  }

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * Answered with success; {@code ids} has what each answer named: the order, or the ledger row.
     */
    record Done(List<String> ids) implements Outcome {
      public Done {
        ids = List.copyOf(ids);
      }
    }

    /** A rule said no, as rules may. */
    record Refused(String code) implements Outcome {}

    /** Left to itself: it may happen once, or not at all. */
    record Unknown() implements Outcome {}

    /** Answered in a way that nothing in the call deserves. */
    record Wrong(String answer) implements Outcome {}

    /** Asked again and again, as long as anybody would wait. */
    record NeverAnswered(int attempts, String last) implements Outcome {}
  }
}
