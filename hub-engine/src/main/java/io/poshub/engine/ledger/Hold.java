package io.poshub.engine.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A part of a purse that is reserved until it is taken, given back or lapses.
 *
 * @param capturedAmount what was taken of it; zero unless it was captured
 */
public record Hold(String id, long amount, Status status, long capturedAmount, Instant expiresAt) {
  public Hold {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
    requireNonNull(expiresAt, "expiresAt is null");
    if (amount <= 0) {
      throw new IllegalArgumentException("a hold reserves something");
    }
    boolean fits = status == Status.CAPTURED ? capturedAmount > 0 : capturedAmount == 0;
    if (!fits || capturedAmount > amount) {
      throw new IllegalArgumentException("only a captured hold has a captured amount, of its own");
    }
  }

  /** How far a hold has come. */
  public enum Status {
    OPEN,
    CAPTURED,
    RELEASED,
    /** Nobody resolved it in time. */
    EXPIRED
  }

  public static Hold open(String id, long amount, Instant expiresAt) {
    return new Hold(id, amount, Status.OPEN, 0, expiresAt);
  }

  /** Whether its time is over, although no row says so yet. */
  public boolean hasLapsed(Instant now) {
    return status == Status.OPEN && !now.isBefore(expiresAt);
  }

  Hold captured(long taken) {
    return new Hold(id, amount, Status.CAPTURED, taken, expiresAt);
  }

  Hold closed(Status how) {
    return new Hold(id, amount, how, 0, expiresAt);
  }
}
