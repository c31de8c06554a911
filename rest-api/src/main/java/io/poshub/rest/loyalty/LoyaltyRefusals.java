package io.poshub.rest.loyalty;

import io.poshub.engine.loyalty.LoyaltyRefusal;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.json.FieldError;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.Refusal;
import java.util.List;

/** What a till is told when an account did not do what was asked. Any thread. */
final class LoyaltyRefusals {
  private LoyaltyRefusals() {}

  static Refusal of(LoyaltyRefusal refusal) {
    return switch (refusal) {
      case LoyaltyRefusal.Unknown _ ->
          Refusal.of(
              ErrorCode.LOYALTY_ACCOUNT_NOT_FOUND, "The first add for a phone opens its account.");
      case LoyaltyRefusal.TargetUnknown _ ->
          Refusal.of(
              ErrorCode.LOYALTY_ACCOUNT_NOT_FOUND, "The phone in into has no account to merge to.");
      case LoyaltyRefusal.AlreadyMerged _ ->
          Refusal.of(ErrorCode.ALREADY_MERGED, "Both phones stand for the same account.");
      case LoyaltyRefusal.AlreadyEarned _ ->
          Refusal.of(
              ErrorCode.ALREADY_EARNED,
              "That order_id has earned other points, or for another account.");
      case LoyaltyRefusal.Insufficient(long available) ->
          Refusal.of(ErrorCode.INSUFFICIENT_POINTS, "Only " + available + " points are available.")
              .withAvailable(new JsonValue.Num(Long.toString(available)));
      case LoyaltyRefusal.OverLimit(long limit) ->
          Refusal.of(
              ErrorCode.BALANCE_LIMIT_EXCEEDED, "An account can have up to " + limit + " points.");
      case LoyaltyRefusal.HoldUnknown _ -> holdUnknown();
      case LoyaltyRefusal.HoldResolved _ ->
          Refusal.of(ErrorCode.HOLD_RESOLVED, "A hold is captured or released once.");
      case LoyaltyRefusal.HoldExpired _ ->
          Refusal.of(ErrorCode.HOLD_EXPIRED, "The hold lapsed and its points are available again.");
      case LoyaltyRefusal.ExceedsHold(long held) ->
          Refusal.of(ErrorCode.AMOUNT_EXCEEDS_HOLD, "The hold reserves " + held + " points.");
      case LoyaltyRefusal.EntryUnknown _ -> entryUnknown();
      case LoyaltyRefusal.AlreadyReversed _ ->
          Refusal.of(
              ErrorCode.ALREADY_REVERSED, "A transaction is reversed once, in whole or in part.");
      case LoyaltyRefusal.NotReversible _ ->
          Refusal.of(
              ErrorCode.NOT_REVERSIBLE, "Only earned, redeemed and captured points are reversed.");
      case LoyaltyRefusal.ExceedsOriginal _ ->
          Refusal.of(
              ErrorCode.AMOUNT_EXCEEDS_ORIGINAL,
              "The transaction moved fewer points, or was for a smaller amount.");
      case LoyaltyRefusal.NothingToReverse _ ->
          Refusal.of(ErrorCode.NOTHING_TO_REVERSE, "There is not one whole point to take back.");
      case LoyaltyRefusal.NotEarnedByAmount _ ->
          Refusal.invalid(
              List.of(
                  new FieldError(
                      "amount",
                      "goes only with points that were added by amount; send points instead")));
    };
  }

  static Refusal holdUnknown() {
    return Refusal.of(ErrorCode.HOLD_NOT_FOUND, "The account has no hold of that id.");
  }

  static Refusal entryUnknown() {
    return Refusal.of(
        ErrorCode.TRANSACTION_NOT_FOUND, "The account has no transaction of that id.");
  }
}
