package io.poshub.rest.loyalty;

import io.poshub.engine.loyalty.EarnPoints;
import io.poshub.engine.loyalty.Loyalty;
import io.poshub.engine.loyalty.LoyaltyOutcome;
import io.poshub.engine.loyalty.PointsMove;
import io.poshub.engine.loyalty.RedeemPoints;
import io.poshub.engine.sql.Page;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Phone;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.loyalty.LoyaltyAccount;
import io.poshub.protocol.loyalty.LoyaltyChange;
import io.poshub.protocol.loyalty.LoyaltyTransaction;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.call.CursorKind;
import io.poshub.rest.call.IdempotentCalls;
import io.poshub.rest.call.Paging;
import io.poshub.rest.call.TenantRequest;

/** {@code /loyalty/{phone}}. Virtual threads. */
public final class LoyaltyResource {
  static final int REASON_MAX_CHARS = 200;

  private final Loyalty loyalty;
  private final IdempotentCalls once;

  public LoyaltyResource(Loyalty loyalty, IdempotentCalls once) {
    this.loyalty = loyalty;
    this.once = once;
  }

  private record Moved(LoyaltyTransaction transaction, LoyaltyAccount account) {
    static Moved of(LoyaltyChange change) {
      return new Moved(change.transaction(), change.account());
    }
  }

  public HttpReply points(TenantRequest request) {
    LoyaltyAccount account =
        loyalty.find(request.tenant(), phone(request)).orElseThrow(LoyaltyResource::unknown);
    return Answers.json(200, account);
  }

  public HttpReply add(TenantRequest request) {
    return once.answer(request, () -> new EarnPoints(move(request)), LoyaltyResource::answer);
  }

  public HttpReply redeem(TenantRequest request) {
    return once.answer(request, () -> new RedeemPoints(move(request)), LoyaltyResource::answer);
  }

  public HttpReply transactions(TenantRequest request) {
    Paging paging = Paging.of(request.query(), CursorKind.POINTS_ENTRIES);
    Page<LoyaltyTransaction> page =
        loyalty
            .transactions(request.tenant(), phone(request), paging.number(), paging.limit())
            .orElseThrow(LoyaltyResource::unknown);
    return paging.reply("transactions", page);
  }

  private static HttpReply answer(LoyaltyOutcome outcome) {
    return switch (outcome) {
      case LoyaltyOutcome.Moved(LoyaltyChange change) -> Answers.json(200, Moved.of(change));
      case LoyaltyOutcome.Repeated(LoyaltyChange first) ->
          Answers.json(200, Moved.of(first)).with(IdempotentCalls.REPLAYED, "true");
      case LoyaltyOutcome.AlreadyEarned _ ->
          throw new RefusedException(
              ErrorCode.ALREADY_EARNED,
              "That order_id has earned other points, or for another account.");
      case LoyaltyOutcome.Unknown _ -> throw unknown();
      case LoyaltyOutcome.Insufficient(long available) ->
          throw new RefusedException(
              Refusal.of(
                      ErrorCode.INSUFFICIENT_POINTS, "Only " + available + " points are available.")
                  .withAvailable(new JsonValue.Num(Long.toString(available))));
    };
  }

  private static PointsMove move(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    long points = fields.integer("points", 1, PointsMove.POINTS_MAX);
    String orderId = CommonFields.orderRef(fields);
    String reason = fields.optionalText("reason", REASON_MAX_CHARS);
    String terminal = CommonFields.terminal(fields);
    String note = CommonFields.note(fields);
    fields.refuseUnknown();
    fields.check();
    return new PointsMove(phone, points, orderId, reason, terminal, note);
  }

  private static Phone phone(TenantRequest request) {
    return switch (Phone.parse(request.path("phone"), request.tenant().country())) {
      case Parsed.Ok<Phone>(Phone phone) -> phone;
      case Parsed.Bad<Phone>(String message) ->
          throw new RefusedException(Refusal.invalidPhone("phone", message));
    };
  }

  private static RefusedException unknown() {
    return new RefusedException(
        ErrorCode.LOYALTY_ACCOUNT_NOT_FOUND, "The first add for a phone opens its account.");
  }
}
