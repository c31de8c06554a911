package io.poshub.engine.ledger;

import io.poshub.engine.ledger.LedgerOutcome.AlreadyReversed;
import io.poshub.engine.ledger.LedgerOutcome.ExceedsHold;
import io.poshub.engine.ledger.LedgerOutcome.ExceedsOriginal;
import io.poshub.engine.ledger.LedgerOutcome.HoldExpired;
import io.poshub.engine.ledger.LedgerOutcome.HoldMoved;
import io.poshub.engine.ledger.LedgerOutcome.HoldResolved;
import io.poshub.engine.ledger.LedgerOutcome.Insufficient;
import io.poshub.engine.ledger.LedgerOutcome.Moved;
import io.poshub.engine.ledger.LedgerOutcome.NotReversible;
import io.poshub.engine.ledger.LedgerOutcome.OverLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to a purse. Amounts asked for are greater than zero, and no larger than a purse
 * may hold, so that no sum overflows; a caller that lets others through is told at once.
 *
 * <p>Every outcome that moves keeps {@code 0 <= held <= balance <= limit}.
 */
public final class LedgerRules {
  private LedgerRules() {}

  /** Puts something in. */
  public static LedgerOutcome credit(Purse purse, long amount, long limit) {
    requirePositive(amount);
    if (amount > limit - purse.balance()) {
      return new OverLimit(limit);
    }
    return moved(purse, new Move(amount, 0));
  }

  /** Takes out what is available; with {@code allowPartial} as much as there is, if anything. */
  public static LedgerOutcome debit(Purse purse, long amount, boolean allowPartial) {
    long taken = obtainable(purse, amount, allowPartial);
    return taken == 0 ? new Insufficient(purse.available()) : moved(purse, new Move(-taken, 0));
  }

  /** Reserves what is available; with {@code allowPartial} as much as there is, if anything. */
  public static LedgerOutcome hold(
      Purse purse, String holdId, long amount, boolean allowPartial, Instant expiresAt) {
    long reserved = obtainable(purse, amount, allowPartial);
    if (reserved == 0) {
      return new Insufficient(purse.available());
    }
    Move move = new Move(0, reserved);
    return new HoldMoved(move, purse.after(move), Hold.open(holdId, reserved, expiresAt));
  }

  /**
   * Takes a hold's amount or a part of it; the rest is available again.
   *
   * @param amount null for the whole
   */
  public static LedgerOutcome capture(Purse purse, Hold hold, @Nullable Long amount, Instant now) {
    LedgerOutcome closed = closed(hold, now);
    if (closed != null) {
      return closed;
    }
    long taken = amount == null ? hold.amount() : amount;
    requirePositive(taken);
    if (taken > hold.amount()) {
      return new ExceedsHold(hold.amount());
    }
    Move move = new Move(-taken, -hold.amount());
    return new HoldMoved(move, purse.after(move), hold.captured(taken));
  }

  /** Gives a hold back. */
  public static LedgerOutcome release(Purse purse, Hold hold, Instant now) {
    LedgerOutcome closed = closed(hold, now);
    return closed == null ? givenBack(purse, hold, Hold.Status.RELEASED) : closed;
  }

  /** Gives a hold back whose time is over; whoever asks has seen that {@link Hold#hasLapsed}. */
  public static HoldMoved lapse(Purse purse, Hold hold, Instant now) {
    if (!hold.hasLapsed(now)) {
      throw new IllegalArgumentException("the hold has not lapsed");
    }
    return givenBack(purse, hold, Hold.Status.EXPIRED);
  }

  /**
   * Undoes an earlier row, once, in whole or in part.
   *
   * @param amount null for the whole
   */
  public static LedgerOutcome reverse(Purse purse, Past past, @Nullable Long amount, long limit) {
    if (!past.reversible()) {
      return new NotReversible();
    }
    if (past.reversed()) {
      return new AlreadyReversed();
    }
    long original = Math.absExact(past.amount());
    long undone = amount == null ? original : amount;
    requirePositive(undone);
    if (undone > original) {
      return new ExceedsOriginal(original);
    }
    return past.amount() < 0 ? credit(purse, undone, limit) : debit(purse, undone, false);
  }

  private static long obtainable(Purse purse, long amount, boolean allowPartial) {
    requirePositive(amount);
    if (amount <= purse.available()) {
      return amount;
    }
    return allowPartial ? purse.available() : 0;
  }

  private static @Nullable LedgerOutcome closed(Hold hold, Instant now) {
    return switch (hold.status()) {
      case OPEN -> hold.hasLapsed(now) ? new HoldExpired() : null;
      case EXPIRED -> new HoldExpired();
      case CAPTURED, RELEASED -> new HoldResolved();
    };
  }

  private static HoldMoved givenBack(Purse purse, Hold hold, Hold.Status how) {
    Move move = new Move(0, -hold.amount());
    return new HoldMoved(move, purse.after(move), hold.closed(how));
  }

  private static Moved moved(Purse purse, Move move) {
    return new Moved(move, purse.after(move));
  }

  private static void requirePositive(long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("an amount must be greater than zero");
    }
  }
}
