package io.poshub.rest.call;

import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members that many bodies share. Any thread. */
public final class CommonFields {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private CommonFields() {}

  /**
   * An id of the caller's own. White space around it is refused: the database compares {@code 'a'}
   * and {@code 'a '} as equal, and so two ids would become one.
   */
  public static @Nullable String ownId(Fields fields, String name, int maxChars) {
    String id = fields.optionalText(name, maxChars);
    if (id != null && !isOwnId(id)) {
      fields.reject(name, "must not have line breaks, nor white space around it");
    }
    return id;
  }

  public static boolean isOwnId(String id) {
    return id.equals(id.strip()) && id.chars().noneMatch(Character::isISOControl);
  }

  public static @Nullable String orderRef(Fields fields) {
    return ownId(fields, "order_id", Limits.ORDER_REF_MAX_CHARS);
  }

  public static @Nullable String terminal(Fields fields) {
    return ownId(fields, "terminal", Limits.TERMINAL_ID_MAX_CHARS);
  }

  public static @Nullable String note(Fields fields) {
    return fields.optionalText("note", Limits.NOTE_MAX_CHARS);
  }

  /** Reads the optional {@code currency}; another than the tenant's ends the call at once. */
  public static void currency(Fields fields, Currency own) {
    String given = fields.optionalText("currency", Limits.NAME_MAX_CHARS);
    if (given == null || given.equals(own.getCurrencyCode())) {
      return;
    }
    if (!CURRENCY.matcher(given).matches()) {
      fields.reject("currency", "must be a currency code such as " + own.getCurrencyCode());
      return;
    }
    String detail = "The tenant's currency is " + own.getCurrencyCode() + ".";
    throw new RefusedException(Refusal.of(ErrorCode.CURRENCY_MISMATCH, detail).withCurrency(own));
  }

  /** A JSON object that is kept as it was sent; null when it is absent. */
  public static JsonValue.@Nullable Obj freeObject(Fields fields, String name, int maxChars) {
    JsonValue value = fields.optionalAny(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonValue.Obj object)) {
      fields.reject(name, "must be an object, not " + value.kind());
      return null;
    }
    if (Json.write(object).length() > maxChars) {
      fields.reject(name, "must have at most " + maxChars + " characters");
      return null;
    }
    return object;
  }
}
