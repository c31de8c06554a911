package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Money;

/** How much of a ledger row shall be undone. */
public sealed interface Reversal {

  /** All of it. */
  record Whole() implements Reversal {}

  /** So many points of it. */
  record Points(long points) implements Reversal {
    public Points {
      if (points < 1) {
        throw new IllegalArgumentException("points must be positive");
      }
    }
  }

  /** The share of an earn that belongs to a part of its amount, which the customer got back. */
  record Refund(Money refunded) implements Reversal {
    public Refund {
      requireNonNull(refunded, "refunded is null");
      if (refunded.isZero() || refunded.isNegative()) {
        throw new IllegalArgumentException("refunded must be greater than zero");
      }
    }
  }
}
