package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.LedgerOutcome;
import io.poshub.engine.ledger.LedgerRules;
import io.poshub.engine.ledger.Move;
import io.poshub.protocol.Money;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import org.jspecify.annotations.Nullable;

/**
 * How points may move: pure functions from an account and a wish to a decision. The account is
 * settled already: no hold of it has lapsed unseen. Any thread.
 *
 * <p>{@code lifetime_points} counts what was ever earned: an earn adds to it, undoing an earn takes
 * that away again, a merge adds the other account's, and nothing else touches it.
 */
final class LoyaltyRules {
  /** What an account may have, and earn in its life: the largest integer every reader has. */
  static final long POINTS_LIMIT = (1L << 53) - 1;

  private LoyaltyRules() {}

  /**
   * Adds points; none, where an amount was too small, still is a row, so that its order has earned.
   */
  static LoyaltyDecision earn(
      AccountState account, long points, @Nullable Money amount, PointsNote note, Moment moment) {
    Footnote footnote = Footnote.earnedOn(amount, note);
    if (points == 0) {
      return posted(account, LoyaltyTransaction.Type.EARN, new Move(0, 0), 0, footnote, moment);
    }
    if (points > POINTS_LIMIT - account.lifetimePoints()) {
      return new LoyaltyDecision.Refused(new LoyaltyRefusal.OverLimit(POINTS_LIMIT));
    }
    return decided(
        account,
        LoyaltyTransaction.Type.EARN,
        LedgerRules.credit(account.purse(), points, POINTS_LIMIT),
        points,
        footnote,
        moment);
  }

  static LoyaltyDecision redeem(AccountState account, long points, PointsNote note, Moment moment) {
    LedgerOutcome outcome = LedgerRules.debit(account.purse(), points, false);
    return decided(account, LoyaltyTransaction.Type.REDEEM, outcome, 0, Footnote.of(note), moment);
  }

  /** Corrects the points up or down; what is held cannot be taken. */
  static LoyaltyDecision adjust(AccountState account, long points, PointsNote note, Moment moment) {
    LedgerOutcome outcome =
        points < 0
            ? LedgerRules.debit(account.purse(), Math.negateExact(points), false)
            : LedgerRules.credit(account.purse(), points, POINTS_LIMIT);
    return decided(account, LoyaltyTransaction.Type.ADJUST, outcome, 0, Footnote.of(note), moment);
  }

  /** Undoes an earn, a redemption or a capture, once, in whole or in part. */
  static LoyaltyDecision reverse(
      AccountState account, PastEntry past, Reversal how, PointsNote note, Moment moment) {
    return switch (how) {
      case Reversal.Whole _ -> reverse(account, past, (Long) null, note, moment);
      case Reversal.Points(long points) -> reverse(account, past, (Long) points, note, moment);
      case Reversal.Refund(Money refunded) -> refund(account, past, refunded, note, moment);
    };
  }

  /** Moves everything, holds included, from one account to another; both are settled. */
  static MergeDecision merge(
      AccountState source, AccountState target, PointsNote note, Moment moment) {
    long points = source.purse().balance();
    long held = source.purse().held();
    if (points > POINTS_LIMIT - target.purse().balance()
        || source.lifetimePoints() > POINTS_LIMIT - target.lifetimePoints()) {
      return new MergeDecision.Refused(new LoyaltyRefusal.OverLimit(POINTS_LIMIT));
    }
    AccountEntry given =
        AccountPosting.post(
            source,
            LoyaltyTransaction.Type.MERGE,
            new Move(-points, -held),
            0,
            Footnote.merging(target.id(), note),
            moment);
    AccountEntry taken =
        AccountPosting.post(
            target,
            LoyaltyTransaction.Type.MERGE,
            new Move(points, held),
            source.lifetimePoints(),
            Footnote.merging(source.id(), note),
            moment);
    return new MergeDecision.Merged(
        new AccountEntry(given.after().mergedInto(target.id()), given.row(), null), taken);
  }

  private static LoyaltyDecision refund(
      AccountState account, PastEntry past, Money refunded, PointsNote note, Moment moment) {
    Money amount = past.row().amount();
    if (amount == null || amount.isZero()) {
      return new LoyaltyDecision.Refused(new LoyaltyRefusal.NotEarnedByAmount());
    }
    if (refunded.compareTo(amount) > 0) {
      return new LoyaltyDecision.Refused(new LoyaltyRefusal.ExceedsOriginal());
    }
    long points = PointsRate.share(past.row().points(), refunded, amount);
    return points == 0
        ? new LoyaltyDecision.Refused(new LoyaltyRefusal.NothingToReverse())
        : reverse(account, past, (Long) points, note, moment);
  }

  private static LoyaltyDecision reverse(
      AccountState account, PastEntry past, @Nullable Long points, PointsNote note, Moment moment) {
    if (past.isEarn() && past.row().points() == 0) {
      return new LoyaltyDecision.Refused(new LoyaltyRefusal.NothingToReverse());
    }
    LedgerOutcome outcome = LedgerRules.reverse(account.purse(), past.past(), points, POINTS_LIMIT);
    long undone = outcome instanceof LedgerOutcome.Moved(Move move, var _) ? move.amount() : 0;
    return decided(
        account,
        LoyaltyTransaction.Type.REVERSE,
        outcome,
        past.isEarn() ? undone : 0,
        Footnote.reversing(past.row().id(), note.forOrder(past.row().orderId())),
        moment);
  }

  private static LoyaltyDecision decided(
      AccountState account,
      LoyaltyTransaction.Type type,
      LedgerOutcome outcome,
      long lifetimeDelta,
      Footnote note,
      Moment moment) {
    return outcome instanceof LedgerOutcome.Moved moved
        ? posted(account, type, moved.move(), lifetimeDelta, note, moment)
        : refused(outcome);
  }

  private static LoyaltyDecision posted(
      AccountState account,
      LoyaltyTransaction.Type type,
      Move move,
      long lifetimeDelta,
      Footnote note,
      Moment moment) {
    return new LoyaltyDecision.Posted(
        AccountPosting.post(account, type, move, lifetimeDelta, note, moment), null);
  }

  static LoyaltyDecision.Refused refused(LedgerOutcome outcome) {
    return new LoyaltyDecision.Refused(
        switch (outcome) {
          case LedgerOutcome.Insufficient(long available) ->
              new LoyaltyRefusal.Insufficient(available);
          case LedgerOutcome.OverLimit(long limit) -> new LoyaltyRefusal.OverLimit(limit);
          case LedgerOutcome.HoldResolved _ -> new LoyaltyRefusal.HoldResolved();
          case LedgerOutcome.HoldExpired _ -> new LoyaltyRefusal.HoldExpired();
          case LedgerOutcome.ExceedsHold(long held) -> new LoyaltyRefusal.ExceedsHold(held);
          case LedgerOutcome.ExceedsOriginal _ -> new LoyaltyRefusal.ExceedsOriginal();
          case LedgerOutcome.AlreadyReversed _ -> new LoyaltyRefusal.AlreadyReversed();
          case LedgerOutcome.NotReversible _ -> new LoyaltyRefusal.NotReversible();
          case LedgerOutcome.Moved _, LedgerOutcome.HoldMoved _ ->
              throw new IllegalStateException("that was not refused");
        });
  }
}
