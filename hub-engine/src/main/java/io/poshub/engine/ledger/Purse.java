package io.poshub.engine.ledger;

/** What an account has, and how much of that is reserved. None that is overdrawn can be made. */
public record Purse(long balance, long held) {
  public static final Purse EMPTY = new Purse(0, 0);

  public Purse {
    if (held < 0 || balance < held) {
      throw new IllegalArgumentException("0 <= held <= balance does not hold");
    }
  }

  public long available() {
    return balance - held;
  }

  /** The purse after a ledger row; fails loudly where a rule has let too much through. */
  public Purse after(Move move) {
    return new Purse(Math.addExact(balance, move.amount()), Math.addExact(held, move.heldAmount()));
  }
}
