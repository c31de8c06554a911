package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardRefusal;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.Refusal;

/** What a till is told when a card did not do what was asked. Any thread. */
final class CardRefusals {
  private CardRefusals() {}

  static Refusal of(CardRefusal refusal) {
    return switch (refusal) {
      case CardRefusal.Unknown _ ->
          Refusal.of(ErrorCode.GIFT_CARD_NOT_FOUND, "No gift card has that id or code.");
      case CardRefusal.PinRequired _ ->
          Refusal.of(
              ErrorCode.PIN_REQUIRED,
              "Send the card's PIN as pin in the body or in the header X-Gift-Card-Pin.");
      case CardRefusal.PinFailed _ ->
          Refusal.of(ErrorCode.PIN_FAILED, "The card has another PIN; nothing was done.");
      case CardRefusal.Blocked _ ->
          Refusal.of(ErrorCode.GIFT_CARD_BLOCKED, "The card was blocked; ask the shop's office.");
      case CardRefusal.Expired _ ->
          Refusal.of(ErrorCode.GIFT_CARD_EXPIRED, "The card's last day is over.");
      case CardRefusal.Inactive _ ->
          Refusal.of(ErrorCode.GIFT_CARD_INACTIVE, "The card was deactivated for good.");
      case CardRefusal.Insufficient(Money available) ->
          Refusal.of(
                  ErrorCode.INSUFFICIENT_BALANCE,
                  "Only " + available + " of the card's balance is available.")
              .withAvailable(new JsonValue.Text(available.text()))
              .withCurrency(available.currency());
      case CardRefusal.OverLimit(Money limit) ->
          Refusal.of(ErrorCode.BALANCE_LIMIT_EXCEEDED, "A card can hold up to " + limit + ".")
              .withCurrency(limit.currency());
      case CardRefusal.HoldUnknown _ ->
          Refusal.of(ErrorCode.HOLD_NOT_FOUND, "The card has no hold of that id.");
      case CardRefusal.HoldResolved _ ->
          Refusal.of(ErrorCode.HOLD_RESOLVED, "A hold is captured or released once.");
      case CardRefusal.HoldExpired _ ->
          Refusal.of(ErrorCode.HOLD_EXPIRED, "The hold lapsed and its money is available again.");
      case CardRefusal.ExceedsHold(Money held) ->
          Refusal.of(ErrorCode.AMOUNT_EXCEEDS_HOLD, "The hold reserves " + held + ".")
              .withCurrency(held.currency());
      case CardRefusal.EntryUnknown _ ->
          Refusal.of(ErrorCode.TRANSACTION_NOT_FOUND, "The card has no transaction of that id.");
      case CardRefusal.AlreadyReversed _ ->
          Refusal.of(
              ErrorCode.ALREADY_REVERSED, "A transaction is reversed once, in whole or in part.");
      case CardRefusal.NotReversible _ ->
          Refusal.of(
              ErrorCode.NOT_REVERSIBLE, "Only redemptions, captures and loads are reversed.");
      case CardRefusal.ExceedsOriginal(Money original) ->
          Refusal.of(ErrorCode.AMOUNT_EXCEEDS_ORIGINAL, "The transaction moved " + original + ".")
              .withCurrency(original.currency());
    };
  }
}
