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
      case CardRefusal.Blocked _ ->
          Refusal.of(ErrorCode.GIFT_CARD_BLOCKED, "The card was blocked; ask the shop's office.");
      case CardRefusal.Expired _ ->
          Refusal.of(ErrorCode.GIFT_CARD_EXPIRED, "The card's last day is over.");
      case CardRefusal.Inactive _ ->
          Refusal.of(ErrorCode.GIFT_CARD_INACTIVE, "The card was deactivated for good.");
      case CardRefusal.Insufficient(Money available) ->
          Refusal.of(
                  ErrorCode.INSUFFICIENT_BALANCE,
                  "Only " + available + " is available; send allow_partial to take what is there.")
              .withAvailable(new JsonValue.Text(available.text()))
              .withCurrency(available.currency());
    };
  }
}
