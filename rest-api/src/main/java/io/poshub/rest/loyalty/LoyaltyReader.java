package io.poshub.rest.loyalty;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.loyalty.AdjustPoints;
import io.poshub.engine.loyalty.EarnPoints;
import io.poshub.engine.loyalty.EndHold;
import io.poshub.engine.loyalty.HoldPoints;
import io.poshub.engine.loyalty.HoldWish;
import io.poshub.engine.loyalty.MergeAccounts;
import io.poshub.engine.loyalty.PointsMove;
import io.poshub.engine.loyalty.PointsNote;
import io.poshub.engine.loyalty.RedeemPoints;
import io.poshub.engine.loyalty.Reversal;
import io.poshub.engine.loyalty.ReversePoints;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Phone;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.call.Reasons;
import io.poshub.rest.call.TenantRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what shall happen to an account. Pure; any thread. */
final class LoyaltyReader {
  static final int REASON_MAX_CHARS = 200;
  private static final String POINTS = "points";
  private static final String AMOUNT = "amount";

  private LoyaltyReader() {}

  /** The path's phone. */
  static Phone phone(TenantRequest request) {
    return phone(request, "phone", request.path("phone"));
  }

  /** Either points, or an amount that earns them. */
  static EarnPoints earn(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    Money amount = amount(fields, request);
    Long points = null;
    if (amount == null) {
      points = fields.integer(POINTS, 1, PointsMove.POINTS_MAX);
    } else if (fields.has(POINTS)) {
      fields.reject(POINTS, "must be left out where there is an amount");
    }
    PointsNote note = moveNote(fields);
    end(fields);
    return new EarnPoints(phone, points, amount, note);
  }

  static RedeemPoints redeem(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    long points = fields.integer(POINTS, 1, PointsMove.POINTS_MAX);
    PointsNote note = moveNote(fields);
    end(fields);
    return new RedeemPoints(new PointsMove(phone, points, note));
  }

  static HoldPoints hold(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    long points = fields.integer(POINTS, 1, PointsMove.POINTS_MAX);
    boolean allowPartial = fields.flag("allow_partial", false);
    Long seconds = fields.optionalInteger("expires_in_s", 1, HoldWish.LIFETIME_MAX.toSeconds());
    PointsNote note = note(fields, CommonFields.orderRef(fields), null);
    end(fields);
    Duration lifetime = seconds == null ? HoldWish.LIFETIME_DEFAULT : Duration.ofSeconds(seconds);
    return new HoldPoints(new HoldWish(phone, points, allowPartial, lifetime, note));
  }

  static EndHold capture(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    Long points = fields.optionalInteger(POINTS, 1, PointsMove.POINTS_MAX);
    PointsNote note = note(fields, null, null);
    end(fields);
    return new EndHold(
        phone, id(request, LoyaltyRefusals.holdUnknown()), new EndHold.End.Capture(points), note);
  }

  static EndHold release(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    PointsNote note = note(fields, null, null);
    end(fields);
    return new EndHold(
        phone, id(request, LoyaltyRefusals.holdUnknown()), new EndHold.End.Release(), note);
  }

  /** All of a row, so many points of it, or the share of a part of its amount. */
  static ReversePoints reverse(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    Long points = fields.optionalInteger(POINTS, 1, Long.MAX_VALUE);
    Money refunded = amount(fields, request);
    if (points != null && refunded != null) {
      fields.reject(AMOUNT, "must be left out where there are points");
    }
    PointsNote note = note(fields, null, reason(fields, Reasons.REVERSE));
    end(fields);
    return new ReversePoints(
        phone, id(request, LoyaltyRefusals.entryUnknown()), reversal(points, refunded), note);
  }

  static AdjustPoints adjust(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    long points = fields.integer(POINTS, -PointsMove.POINTS_MAX, PointsMove.POINTS_MAX);
    if (points == 0) {
      fields.reject(POINTS, "must be other than zero");
    }
    PointsNote note = note(fields, null, reason(fields, Reasons.ADJUST));
    end(fields);
    return new AdjustPoints(phone, points, note);
  }

  static MergeAccounts merge(TenantRequest request) {
    Phone phone = phone(request);
    Fields fields = request.fields();
    String written = fields.text("into", Limits.NAME_MAX_CHARS);
    PointsNote note = note(fields, null, null);
    end(fields);
    return new MergeAccounts(phone, phone(request, "into", written), note);
  }

  private static Reversal reversal(@Nullable Long points, @Nullable Money refunded) {
    if (points != null) {
      return new Reversal.Points(points);
    }
    return refunded == null ? new Reversal.Whole() : new Reversal.Refund(refunded);
  }

  private static @Nullable Money amount(Fields fields, TenantRequest request) {
    CommonFields.currency(fields, request.tenant().currency());
    return fields.optionalPositiveMoney(AMOUNT, request.tenant().currency());
  }

  /** What may be said beside an earn and a redemption, the reason in words of the caller's own. */
  private static PointsNote moveNote(Fields fields) {
    return note(
        fields, CommonFields.orderRef(fields), fields.optionalText("reason", REASON_MAX_CHARS));
  }

  private static PointsNote note(Fields fields, @Nullable String orderId, @Nullable String reason) {
    return new PointsNote(
        orderId, reason, CommonFields.terminal(fields), CommonFields.note(fields));
  }

  private static String reason(Fields fields, Map<String, String> words) {
    return requireNonNullElse(fields.choice("reason", words), "other");
  }

  private static Phone phone(TenantRequest request, String field, String written) {
    return switch (Phone.parse(written, request.tenant().country())) {
      case Parsed.Ok<Phone>(Phone phone) -> phone;
      case Parsed.Bad<Phone>(String message) ->
          throw new RefusedException(Refusal.invalidPhone(field, message));
    };
  }

  private static void end(Fields fields) {
    fields.refuseUnknown();
    fields.check();
  }

  /** The path's id; whatever cannot be one was never given to anything. */
  private static String id(TenantRequest request, Refusal unknown) {
    String id = request.path("id").toLowerCase(Locale.ROOT);
    if (!Ids.isId(id)) {
      throw new RefusedException(unknown);
    }
    return id;
  }
}
