package io.poshub.rest.giftcard;

import static java.util.Objects.requireNonNullElse;

import io.poshub.engine.giftcard.AdjustCard;
import io.poshub.engine.giftcard.CardAccess;
import io.poshub.engine.giftcard.CardRef;
import io.poshub.engine.giftcard.EndHold;
import io.poshub.engine.giftcard.HoldWish;
import io.poshub.engine.giftcard.LoadCard;
import io.poshub.engine.giftcard.OpenHold;
import io.poshub.engine.giftcard.Remark;
import io.poshub.engine.giftcard.RestateCard;
import io.poshub.engine.giftcard.ReverseEntry;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Ids;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Fields;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.CommonFields;
import io.poshub.rest.call.Reasons;
import io.poshub.rest.call.TenantRequest;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what shall happen to a card once it is sold. Pure; any thread. */
final class LifeReader {
  private LifeReader() {}

  static LoadCard load(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Money amount = fields.positiveMoney("amount", currency(fields, request));
    Remark remark = remark(fields, CommonFields.orderRef(fields));
    end(fields);
    return new LoadCard(card, amount, remark);
  }

  static OpenHold hold(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Money amount = fields.positiveMoney("amount", currency(fields, request));
    boolean allowPartial = fields.flag("allow_partial", false);
    Long seconds = fields.optionalInteger("expires_in_s", 1, HoldWish.LIFETIME_MAX.toSeconds());
    Remark remark = remark(fields, CommonFields.orderRef(fields));
    CardAccess access = CardDoor.access(request, card, fields);
    end(fields);
    Duration lifetime = seconds == null ? HoldWish.LIFETIME_DEFAULT : Duration.ofSeconds(seconds);
    return new OpenHold(access, new HoldWish(amount, allowPartial, lifetime, remark));
  }

  static EndHold capture(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Money amount = fields.optionalPositiveMoney("amount", currency(fields, request));
    Remark remark = remark(fields, null);
    end(fields);
    return new EndHold(
        card,
        id(request, ErrorCode.HOLD_NOT_FOUND, "The card has no hold of that id."),
        new EndHold.How.Capture(amount),
        remark);
  }

  static EndHold release(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Remark remark = remark(fields, null);
    end(fields);
    return new EndHold(
        card,
        id(request, ErrorCode.HOLD_NOT_FOUND, "The card has no hold of that id."),
        new EndHold.How.Release(),
        remark);
  }

  static ReverseEntry reverse(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Money amount = fields.optionalPositiveMoney("amount", currency(fields, request));
    String reason = reason(fields, Reasons.REVERSE);
    Remark remark = remark(fields, null);
    end(fields);
    return new ReverseEntry(
        card,
        id(request, ErrorCode.TRANSACTION_NOT_FOUND, "The card has no transaction of that id."),
        amount,
        reason,
        remark);
  }

  static AdjustCard adjust(TenantRequest request, CardRef card) {
    Fields fields = request.fields();
    Money amount = fields.signedMoney("amount", currency(fields, request));
    String reason = reason(fields, Reasons.ADJUST);
    Remark remark = remark(fields, null);
    end(fields);
    return new AdjustCard(card, amount, reason, remark);
  }

  static RestateCard restate(TenantRequest request, CardRef card, RestateCard.Wanted wanted) {
    Fields fields = request.fields();
    String reason =
        switch (wanted) {
          case BLOCKED, INACTIVE -> reason(fields, Reasons.BLOCK);
          case UNBLOCKED -> null;
        };
    Remark remark = remark(fields, null);
    end(fields);
    return new RestateCard(card, wanted, reason, remark);
  }

  private static String reason(Fields fields, Map<String, String> words) {
    return requireNonNullElse(fields.choice("reason", words), "other");
  }

  private static Remark remark(Fields fields, @Nullable String orderId) {
    return new Remark(orderId, CommonFields.terminal(fields), CommonFields.note(fields));
  }

  private static Currency currency(Fields fields, TenantRequest request) {
    CommonFields.currency(fields, request.tenant().currency());
    return request.tenant().currency();
  }

  private static void end(Fields fields) {
    fields.refuseUnknown();
    fields.check();
  }

  /** The path's id; whatever cannot be one was never given to anything. */
  private static String id(TenantRequest request, ErrorCode unknown, String detail) {
    String id = request.path("id").toLowerCase(Locale.ROOT);
    if (!Ids.isId(id)) {
      throw new RefusedException(unknown, detail);
    }
    return id;
  }
}
