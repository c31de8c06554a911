package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardOutcome;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.RestateCard;
import io.poshub.engine.lane.Command;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.TenantRequest;
import java.util.function.BiFunction;

/** What happens to a card between its sale and its end. Virtual threads. */
public final class CardLifeResource {
  private final IdempotentCalls once;
  private final CardDoor door;

  public CardLifeResource(IdempotentCalls once, CardDoor door) {
    this.once = once;
    this.door = door;
  }

  public HttpReply load(TenantRequest request) {
    return run(request, LifeReader::load);
  }

  public HttpReply hold(TenantRequest request) {
    return run(request, LifeReader::hold);
  }

  public HttpReply capture(TenantRequest request) {
    return run(request, LifeReader::capture);
  }

  public HttpReply release(TenantRequest request) {
    return run(request, LifeReader::release);
  }

  public HttpReply reverse(TenantRequest request) {
    return run(request, LifeReader::reverse);
  }

  public HttpReply adjust(TenantRequest request) {
    return run(request, LifeReader::adjust);
  }

  public HttpReply block(TenantRequest request) {
    return restate(request, RestateCard.Wanted.BLOCKED);
  }

  public HttpReply unblock(TenantRequest request) {
    return restate(request, RestateCard.Wanted.UNBLOCKED);
  }

  public HttpReply deactivate(TenantRequest request) {
    return restate(request, RestateCard.Wanted.INACTIVE);
  }

  private HttpReply restate(TenantRequest request, RestateCard.Wanted wanted) {
    return run(request, (asked, card) -> LifeReader.restate(asked, card, wanted));
  }

  private HttpReply run(
      TenantRequest request,
      BiFunction<TenantRequest, CardRef, ? extends Command<CardOutcome>> reader) {
    CardRef card = door.named(request);
    return door.counting(
        request,
        card,
        () -> once.answer(request, () -> reader.apply(request, card), CardReplies::of));
  }
}
