package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardAccess;
import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.CardRefusal;
import io.poshub.engine.giftcard.CardView;
import io.poshub.engine.giftcard.GiftCards;
import io.poshub.engine.giftcard.IssueCard;
import io.poshub.engine.giftcard.RedeemCard;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.sql.Page;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import io.poshub.protocol.json.Fields;
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
import java.util.concurrent.CompletionStage;

/** Selling a card, looking at it and paying with it. Virtual threads. */
public final class GiftCardResource {
  private final GiftCards cards;
  private final IdempotentCalls once;
  private final CardDoor door;
  private final InstantSource clock;
  private final SecureRandom random;

  public GiftCardResource(
      GiftCards cards,
      IdempotentCalls once,
      CardDoor door,
      InstantSource clock,
      SecureRandom random) {
    this.cards = cards;
    this.once = once;
    this.door = door;
    this.clock = clock;
    this.random = random;
  }

  public HttpReply issue(TenantRequest request) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), request.tenant().timeZone());
    return once.answer(
        request,
        () -> new IssueCard(CardReader.newCard(request.fields(), request.tenant(), today, random)),
        CardReplies::of);
  }

  /** Any thread; it does not block. */
  public CompletionStage<HttpReply> balance(TenantRequest request) {
    CardRef card = door.named(request);
    return shown(request, CardDoor.access(request, card, null));
  }

  /** As the balance, without the code in a URL. */
  public CompletionStage<HttpReply> lookup(TenantRequest request) {
    Fields fields = request.fields();
    CardCode code = CardReader.requiredCode(fields);
    CardAccess access = CardDoor.access(request, new CardRef.ByCode(code), fields);
    fields.refuseUnknown();
    fields.check();
    door.named(request, code);
    return shown(request, access);
  }

  public CompletionStage<HttpReply> deduct(TenantRequest request) {
    CardRef card = door.named(request);
    return once.submit(request, () -> redemption(request, card), CardReplies::of)
        .whenComplete((_, failure) -> door.countMiss(request, card, failure));
  }

  public HttpReply transactions(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.CARD_ENTRIES);
    CardRef card = door.named(request);
    return door.counting(
        request,
        card,
        () -> {
          Page<GiftCardTransaction> page =
              cards
                  .transactions(request.tenant(), card, paging.number(), paging.limit())
                  .orElseThrow(() -> refused(new CardRefusal.Unknown()));
          return paging.reply("transactions", page);
        });
  }

  private static RedeemCard redemption(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    CardAccess access = CardDoor.access(request, card, fields);
    Redemption redemption = CardReader.redemption(fields, request.tenant());
    return new RedeemCard(access, redemption);
  }

  private CompletionStage<HttpReply> shown(TenantRequest request, CardAccess access) {
    return cards
        .look(request.tenant(), access)
        .thenApply(view -> door.counting(request, access.card(), () -> told(view)));
  }

  private static HttpReply told(CardView view) {
    return switch (view) {
      case CardView.Shown(GiftCard card) -> Answers.json(200, card);
      case CardView.Hidden(CardRefusal refusal) -> throw refused(refusal);
    };
  }

  private static RefusedException refused(CardRefusal refusal) {
    return new RefusedException(CardRefusals.of(refusal));
  }
}
