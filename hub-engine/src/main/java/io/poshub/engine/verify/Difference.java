package io.poshub.engine.verify;

import static java.util.Objects.requireNonNull;

/** Where what is stored is not what the ledger says. */
public sealed interface Difference {

  /** Whose ledger it is. */
  enum Subject {
    CARD,
    ACCOUNT
  }

  /** The card or the account. */
  Subject subject();

  /** Its id. */
  String id();

  /** A figure of the card or account is not what its rows come to. */
  record WrongFigure(Subject subject, String id, String field, String stored, String computed)
      implements Difference {
    public WrongFigure {
      requireNonNull(subject, "subject is null");
      requireNonNull(id, "id is null");
      requireNonNull(field, "field is null");
      requireNonNull(stored, "stored is null");
      requireNonNull(computed, "computed is null");
    }
  }

  /** A row does not follow from the one before it. */
  record BrokenRow(Subject subject, String id, long entry, Fault fault) implements Difference {
    public BrokenRow {
      requireNonNull(subject, "subject is null");
      requireNonNull(id, "id is null");
      requireNonNull(fault, "fault is null");
    }
  }

  /** A hold is not what the rows that opened and ended it come to. */
  record WrongHold(Subject subject, String id, String holdId, String stored, String computed)
      implements Difference {
    public WrongHold {
      requireNonNull(subject, "subject is null");
      requireNonNull(id, "id is null");
      requireNonNull(holdId, "holdId is null");
      requireNonNull(stored, "stored is null");
      requireNonNull(computed, "computed is null");
    }
  }

  /** What is wrong with a row. */
  enum Fault {
    /** A row is missing before it, or there are two. */
    GAP,
    /** It begins with another balance than the row before ends with. */
    BALANCE,
    /** It was changed after it was written, or the row before was taken away. */
    CHAIN
  }
}
