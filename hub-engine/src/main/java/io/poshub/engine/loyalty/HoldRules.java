package io.poshub.engine.loyalty;

import io.poshub.engine.ledger.LedgerOutcome;
import io.poshub.engine.ledger.LedgerRules;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import org.jspecify.annotations.Nullable;

/** How points are reserved, and reserved points taken, given back or set free: pure. Any thread. */
final class HoldRules {
  /** Why the hub itself gave a hold back. */
  static final String LAPSED = "lapsed";

  private HoldRules() {}

  static LoyaltyDecision hold(AccountState account, HoldWish wish, Moment moment) {
    String holdId = moment.ids().get();
    LedgerOutcome outcome =
        LedgerRules.hold(
            account.purse(),
            holdId,
            wish.points(),
            wish.allowPartial(),
            moment.now().plus(wish.lifetime()));
    return outcome instanceof LedgerOutcome.HoldMoved moved
        ? posted(
            account,
            LoyaltyTransaction.Type.HOLD,
            moved,
            new PointsHold(account.id(), moved.hold(), wish.note().orderId(), moment.now()),
            wish.note(),
            moment)
        : LoyaltyRules.refused(outcome);
  }

  /** Takes a hold's points or a part of them; the rest is available again. */
  static LoyaltyDecision capture(
      AccountState account,
      PointsHold hold,
      @Nullable Long points,
      PointsNote note,
      Moment moment) {
    LedgerOutcome outcome = LedgerRules.capture(account.purse(), hold.hold(), points, moment.now());
    return ended(account, LoyaltyTransaction.Type.CAPTURE, hold, outcome, note, moment);
  }

  static LoyaltyDecision release(
      AccountState account, PointsHold hold, PointsNote note, Moment moment) {
    LedgerOutcome outcome = LedgerRules.release(account.purse(), hold.hold(), moment.now());
    return ended(account, LoyaltyTransaction.Type.RELEASE, hold, outcome, note, moment);
  }

  /** Gives a hold back whose time is over. */
  static LoyaltyDecision.Posted lapse(AccountState account, PointsHold hold, Moment moment) {
    LedgerOutcome.HoldMoved moved = LedgerRules.lapse(account.purse(), hold.hold(), moment.now());
    PointsNote note = PointsNote.NONE.because(LAPSED).forOrder(hold.orderId());
    return posted(account, LoyaltyTransaction.Type.RELEASE, moved, hold, note, moment.ofTheHub());
  }

  private static LoyaltyDecision ended(
      AccountState account,
      LoyaltyTransaction.Type type,
      PointsHold hold,
      LedgerOutcome outcome,
      PointsNote note,
      Moment moment) {
    return outcome instanceof LedgerOutcome.HoldMoved moved
        ? posted(account, type, moved, hold, note.forOrder(hold.orderId()), moment)
        : LoyaltyRules.refused(outcome);
  }

  private static LoyaltyDecision.Posted posted(
      AccountState account,
      LoyaltyTransaction.Type type,
      LedgerOutcome.HoldMoved moved,
      PointsHold hold,
      PointsNote note,
      Moment moment) {
    AccountEntry entry =
        AccountPosting.post(
            account, type, moved.move(), 0, Footnote.onHold(hold.id(), note), moment);
    return new LoyaltyDecision.Posted(entry, hold.with(moved.hold()));
  }
}
