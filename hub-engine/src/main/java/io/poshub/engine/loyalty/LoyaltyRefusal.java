package io.poshub.engine.loyalty;

/** Why an account did not do what was asked. */
public sealed interface LoyaltyRefusal {

  /** No account has that phone. */
  record Unknown() implements LoyaltyRefusal {}

  /** The order has earned already, other points or for another account. */
  record AlreadyEarned() implements LoyaltyRefusal {}

  /** The account has fewer points than asked for. */
  record Insufficient(long available) implements LoyaltyRefusal {}

  /** The account would have more points than one may have. */
  record OverLimit(long limit) implements LoyaltyRefusal {}

  /** The account has no such hold. */
  record HoldUnknown() implements LoyaltyRefusal {}

  /** The hold was captured or released before. */
  record HoldResolved() implements LoyaltyRefusal {}

  /** The hold's time was over. */
  record HoldExpired() implements LoyaltyRefusal {}

  /** The hold reserves less. */
  record ExceedsHold(long held) implements LoyaltyRefusal {}

  /** The account's ledger has no such row. */
  record EntryUnknown() implements LoyaltyRefusal {}

  /** The row was undone before. */
  record AlreadyReversed() implements LoyaltyRefusal {}

  /** Rows of that kind are not undone. */
  record NotReversible() implements LoyaltyRefusal {}

  /** The row moved less, or was earned on less. */
  record ExceedsOriginal() implements LoyaltyRefusal {}

  /** The row's points were not counted from an amount, so none of it can be given back. */
  record NotEarnedByAmount() implements LoyaltyRefusal {}

  /** The row moved nothing, or what was given back is not worth a whole point. */
  record NothingToReverse() implements LoyaltyRefusal {}

  /** No account has the phone that was to take over the points. */
  record TargetUnknown() implements LoyaltyRefusal {}

  /** Both phones have one account already. */
  record AlreadyMerged() implements LoyaltyRefusal {}
}
