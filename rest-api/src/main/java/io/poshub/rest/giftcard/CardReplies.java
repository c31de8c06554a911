package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRefusal;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardHold;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;

/** What a caller is told of what came of a call on a card. Pure: it may be asked twice. */
final class CardReplies {
  private CardReplies() {}

  private record Issued(GiftCard giftCard, String code) {}

  private record Redeemed(GiftCardTransaction transaction, GiftCard giftCard, Money remainingDue) {}

  private record Moved(GiftCardTransaction transaction, GiftCard giftCard) {}

  private record Held(GiftCardHold hold, GiftCard giftCard) {}

  private record HoldEnded(GiftCardHold hold, GiftCardTransaction transaction, GiftCard giftCard) {}

  private record Restated(GiftCard giftCard) {}

  static HttpReply of(CardOutcome outcome) {
    return switch (outcome) {
      case CardOutcome.Issued(GiftCard card, GiftCardTransaction _, CardCode code) ->
          Answers.json(201, new Issued(card, code.reveal()));
      case CardOutcome.Exists _ ->
          throw new RefusedException(
              ErrorCode.GIFT_CARD_EXISTS, "A card with that code was issued before.");
      case CardOutcome.Redeemed(GiftCard card, GiftCardTransaction row, Money due) ->
          Answers.json(200, new Redeemed(row, card, due));
      case CardOutcome.Moved(GiftCard card, GiftCardTransaction row) ->
          Answers.json(200, new Moved(row, card));
      case CardOutcome.Held(GiftCard card, GiftCardHold hold) ->
          Answers.json(201, new Held(hold, card));
      case CardOutcome.HoldEnded(GiftCard card, GiftCardTransaction row, GiftCardHold hold) ->
          Answers.json(200, new HoldEnded(hold, row, card));
      case CardOutcome.Restated(GiftCard card) -> Answers.json(200, new Restated(card));
      case CardOutcome.Refused(CardRefusal refusal) ->
          throw new RefusedException(CardRefusals.of(refusal));
    };
  }
}
