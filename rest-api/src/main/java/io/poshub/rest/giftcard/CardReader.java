package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardState;
import io.poshub.engine.giftcard.NewCard;
import io.poshub.engine.giftcard.Redemption;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.call.CommonFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls on cards. Pure; any thread. */
final class CardReader {
  /** Who bought a card for whom: names, addresses and a greeting. */
  static final int PERSON_MAX_CHARS = 4_000;

  private static final int WRITTEN_CODE_MAX_CHARS = 64;

  private CardReader() {}

  static Redemption redemption(Fields fields, Tenant tenant) {
    CommonFields.currency(fields, tenant.currency());
    Money amount = fields.positiveMoney("amount", tenant.currency());
    boolean allowPartial = fields.flag("allow_partial", false);
    String orderId = CommonFields.orderRef(fields);
    String terminal = CommonFields.terminal(fields);
    String note = CommonFields.note(fields);
    Instant occurredAt = fields.optionalTime("occurred_at");
    fields.refuseUnknown();
    fields.check();
    return new Redemption(amount, allowPartial, orderId, terminal, note, occurredAt);
  }

  /**
   * @param generator makes a code where none is given
   */
  static NewCard newCard(
      Fields fields, Tenant tenant, LocalDate today, Supplier<CardCode> generator) {
    CommonFields.currency(fields, tenant.currency());
    Money amount = fields.positiveMoney("amount", tenant.currency());
    Optional<CardCode> given = code(fields);
    LocalDate expiresOn = fields.optionalDate("expires_on");
    if (expiresOn != null && expiresOn.isBefore(today)) {
      fields.reject("expires_on", "must not be in the past");
    }
    CardState.Issue issue =
        new CardState.Issue(
            CommonFields.orderRef(fields),
            person(fields, "purchaser"),
            person(fields, "recipient"));
    fields.refuseUnknown();
    fields.check();
    return new NewCard(given.orElseGet(generator), amount, expiresOn, issue);
  }

  private static Optional<CardCode> code(Fields fields) {
    String written = fields.optionalText("code", WRITTEN_CODE_MAX_CHARS);
    if (written == null) {
      return Optional.empty();
    }
    Optional<CardCode> code = CardCode.of(written);
    if (code.isEmpty()) {
      fields.reject(
          "code",
          "must have "
              + Limits.CARD_CODE_MIN_CHARS
              + " to "
              + Limits.CARD_CODE_MAX_CHARS
              + " of A-Z and 0-9, spaces and dashes aside");
    }
    return code;
  }

  private static @Nullable String person(Fields fields, String name) {
    JsonValue.Obj person = CommonFields.freeObject(fields, name, PERSON_MAX_CHARS);
    return person == null ? null : Json.write(person);
  }
}
