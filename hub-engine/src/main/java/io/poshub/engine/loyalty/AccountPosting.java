package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Move;
import io.poshub.engine.ledger.Purse;
import io.poshub.protocol.loyalty.LoyaltyTransaction;

/** Writes down what a rule has allowed: the next ledger row of an account. Pure. */
final class AccountPosting {
  private AccountPosting() {}

  /**
   * The next row, linked to the last.
   *
   * @param lifetimeDelta what the row adds to all that was ever earned
   */
  static AccountEntry post(
      AccountState account,
      LoyaltyTransaction.Type type,
      Move move,
      long lifetimeDelta,
      Footnote note,
      Moment moment) {
    Purse after = account.purse().after(move);
    LoyaltyTransaction row = row(account, type, move, after, note, moment);
    Chain link =
        AccountEntry.link(
            requireNonNullElse(account.chain(), Chain.START),
            account.id(),
            account.entries() + 1,
            row,
            note.holdId());
    return new AccountEntry(
        account.after(after, lifetimeDelta, link, moment.now()), row, note.holdId());
  }

  private static LoyaltyTransaction row(
      AccountState account,
      LoyaltyTransaction.Type type,
      Move move,
      Purse after,
      Footnote note,
      Moment moment) {
    return new LoyaltyTransaction(
        moment.ids().get(),
        type,
        move.amount(),
        move.heldAmount(),
        account.purse().balance(),
        after.balance(),
        note.amount(),
        note.note().orderId(),
        note.note().terminal(),
        note.note().note(),
        note.note().reason(),
        moment.idempotencyKey(),
        note.reversesId(),
        note.otherAccountId(),
        moment.now(),
        moment.now());
  }
}
