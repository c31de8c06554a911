package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardRefusal;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.giftcard.IssueCard;
import io.poshub.engine.giftcard.RedeemCard;
import io.poshub.engine.sql.Page;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.TenantRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /gift-cards}. Virtual threads. */
public final class GiftCardResource {
  private final GiftCards cards;
  private final IdempotentCalls once;
  private final MissBudget misses;
  private final InstantSource clock;
  private final SecureRandom random;

  public GiftCardResource(
      GiftCards cards,
      IdempotentCalls once,
      MissBudget misses,
      InstantSource clock,
      SecureRandom random) {
    this.cards = cards;
    this.once = once;
    this.misses = misses;
    this.clock = clock;
    this.random = random;
  }

  private record Issued(GiftCard giftCard, String code) {}

  private record Redeemed(GiftCardTransaction transaction, GiftCard giftCard, Money remainingDue) {}

  public HttpReply issue(TenantRequest request) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), request.tenant().timeZone());
    return once.answer(
        request,
        () ->
            new IssueCard(
                CardReader.newCard(
                    request.fields(), request.tenant(), today, () -> CardCode.generate(random))),
        GiftCardResource::issued);
  }

  private static HttpReply issued(CardOutcome outcome) {
    return switch (outcome) {
      case CardOutcome.Issued(GiftCard card, GiftCardTransaction _, CardCode code) ->
          Answers.json(201, new Issued(card, code.reveal()));
      case CardOutcome.Exists _ ->
          throw new RefusedException(
              ErrorCode.GIFT_CARD_EXISTS, "A card with that code was issued before.");
      case CardOutcome.Redeemed _, CardOutcome.Refused _ ->
          throw new IllegalStateException("not an answer to an issue");
    };
  }

  public HttpReply balance(TenantRequest request) {
    CardRef card = card(request);
    return Answers.json(
        200, cards.find(request.tenant(), card).orElseThrow(() -> unknown(request, card)));
  }

  public HttpReply deduct(TenantRequest request) {
    CardRef card = card(request);
    return countingMisses(
        request,
        card,
        () ->
            once.answer(
                request,
                () ->
                    new RedeemCard(card, CardReader.redemption(request.fields(), request.tenant())),
                GiftCardResource::redeemed));
  }

  private static HttpReply redeemed(CardOutcome outcome) {
    return switch (outcome) {
      case CardOutcome.Redeemed(GiftCard after, GiftCardTransaction row, Money due) ->
          Answers.json(200, new Redeemed(row, after, due));
      case CardOutcome.Refused(CardRefusal refusal) ->
          throw new RefusedException(CardRefusals.of(refusal));
      case CardOutcome.Issued _, CardOutcome.Exists _ ->
          throw new IllegalStateException("not an answer to a deduction");
    };
  }

  public HttpReply transactions(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.CARD_ENTRIES);
    CardRef card = card(request);
    Page<GiftCardTransaction> page =
        cards
            .transactions(request.tenant(), card, paging.number(), paging.limit())
            .orElseThrow(() -> unknown(request, card));
    return paging.reply("transactions", page);
  }

  /** The card the path names; a key that has guessed too often is stopped here. */
  private CardRef card(TenantRequest request) {
    Optional<CardRef> card = CardRef.of(request.path("card"));
    if (card.isPresent() && card.get() instanceof CardRef.ById) {
      return card.get();
    }
    misses.check(request.caller().keyId());
    return card.orElseThrow(() -> missed(request));
  }

  /** An answer is written on any thread and perhaps twice; the miss is counted here, once. */
  private HttpReply countingMisses(
      TenantRequest request, CardRef card, Supplier<HttpReply> answer) {
    try {
      return answer.get();
    } catch (RefusedException e) {
      throw e.refusal().code() == ErrorCode.GIFT_CARD_NOT_FOUND ? unknown(request, card) : e;
    }
  }

  private RefusedException unknown(TenantRequest request, CardRef card) {
    return switch (card) {
      case CardRef.ById _ -> new RefusedException(CardRefusals.of(new CardRefusal.Unknown()));
      case CardRef.ByCode _ -> missed(request);
    };
  }

  private RefusedException missed(TenantRequest request) {
    misses.missed(request.caller().keyId());
    return new RefusedException(CardRefusals.of(new CardRefusal.Unknown()));
  }
}
