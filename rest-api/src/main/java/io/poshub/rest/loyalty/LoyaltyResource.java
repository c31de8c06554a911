package io.poshub.rest.loyalty;

import io.poshub.engine.lane.Command;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.LoyaltyOutcome;
import io.poshub.engine.loyalty.LoyaltyRefusal;
import io.poshub.engine.sql.Page;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import io.poshub.rest.HttpReply;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.TenantRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code /loyalty/{phone}}. Virtual threads. */
public final class LoyaltyResource {
  private final Loyalty loyalty;
  private final IdempotentCalls once;

  public LoyaltyResource(Loyalty loyalty, IdempotentCalls once) {
    this.loyalty = loyalty;
    this.once = once;
  }

  /** Any thread; it does not block. */
  public CompletionStage<HttpReply> points(TenantRequest request) {
    return loyalty
        .look(request.tenant(), LoyaltyReader.phone(request))
        .thenApply(account -> Answers.json(200, account.orElseThrow(LoyaltyResource::unknown)));
  }

  public HttpReply transactions(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.POINTS_ENTRIES);
    Page<LoyaltyTransaction> page =
        loyalty
            .transactions(
                request.tenant(), LoyaltyReader.phone(request), paging.number(), paging.limit())
            .orElseThrow(LoyaltyResource::unknown);
    return paging.reply("transactions", page);
  }

  public HttpReply add(TenantRequest request) {
    return run(request, LoyaltyReader::earn);
  }

  public HttpReply redeem(TenantRequest request) {
    return run(request, LoyaltyReader::redeem);
  }

  public HttpReply hold(TenantRequest request) {
    return run(request, LoyaltyReader::hold);
  }

  public HttpReply capture(TenantRequest request) {
    return run(request, LoyaltyReader::capture);
  }

  public HttpReply release(TenantRequest request) {
    return run(request, LoyaltyReader::release);
  }

  public HttpReply reverse(TenantRequest request) {
    return run(request, LoyaltyReader::reverse);
  }

  public HttpReply adjust(TenantRequest request) {
    return run(request, LoyaltyReader::adjust);
  }

  public HttpReply merge(TenantRequest request) {
    return run(request, LoyaltyReader::merge);
  }

  private HttpReply run(
      TenantRequest request, Function<TenantRequest, Command<LoyaltyOutcome>> reader) {
    return once.answer(request, () -> reader.apply(request), LoyaltyReplies::of);
  }

  private static RefusedException unknown() {
    return new RefusedException(LoyaltyRefusals.of(new LoyaltyRefusal.Unknown()));
  }
}
