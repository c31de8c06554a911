package io.poshub.rest.giftcard;

import io.poshub.engine.giftcard.CardCode;
import io.poshub.engine.giftcard.CardPin;
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
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls on cards. Pure; any thread. */
final class CardReader {
  /** Who bought a card for whom: names, addresses and a greeting. */
  static final int PERSON_MAX_CHARS = 4_000;

  private static final int WRITTEN_CODE_MAX_CHARS = 64;
  private static final int PIN_MAX_CHARS = 16;

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

  static NewCard newCard(Fields fields, Tenant tenant, LocalDate today, SecureRandom random) {
    CommonFields.currency(fields, tenant.currency());
    Money amount = fields.positiveMoney("amount", tenant.currency());
    Optional<CardCode> given = code(fields);
    Optional<CardPin> pin = pin(fields);
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
    return new NewCard(
        given.orElseGet(() -> CardCode.generate(random)),
        pin.map(chosen -> chosen.hash(tenant.cardKey(), random)).orElse(null),
        amount,
        expiresOn,
        issue);
  }

  /** The code of a body that must have one. */
  static CardCode requiredCode(Fields fields) {
    Optional<CardCode> code = code(fields);
    if (code.isEmpty() && !fields.has("code")) {
      fields.reject("code", "is required");
    }
    fields.check();
    return code.orElseThrow();
  }

  private static Optional<CardPin> pin(Fields fields) {
    String written = fields.optionalText("pin", PIN_MAX_CHARS);
    Optional<CardPin> pin = written == null ? Optional.empty() : CardPin.of(written);
    if (written != null && pin.isEmpty()) {
      fields.reject("pin", "must have 4 to 8 digits");
    }
    return pin;
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
