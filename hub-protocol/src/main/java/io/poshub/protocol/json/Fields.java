package io.poshub.protocol.json;

import io.poshub.protocol.Limits;
import io.poshub.protocol.Money;
import io.poshub.protocol.Parsed;
import io.poshub.protocol.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object and collects every mistake, so that a caller is told all of
 * them in one answer. A wrong member reads as a harmless stand-in; call {@link #check()} before
 * using any value. Not thread-safe: one request, one reader.
 */
public final class Fields {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern QUANTITY = Pattern.compile("(0|[1-9]\\d{0,5})(\\.\\d{1,3})?");

  private final Map<String, JsonValue> members;
  private final String path;
  private final List<FieldError> errors;
  private final Set<String> known = new HashSet<>();

  private Fields(Map<String, JsonValue> members, String path, List<FieldError> errors) {
    this.members = members;
    this.path = path;
    this.errors = errors;
  }

  /** Reads the body of a request, which must be an object. */
  public static Fields of(JsonValue body) {
    if (body instanceof JsonValue.Obj object) {
      return new Fields(object.members(), "", new ArrayList<>());
    }
    throw new InvalidFieldsException("", "must be a JSON object, not " + body.kind());
  }

  /** Fails with every mistake found so far. */
  public void check() {
    if (!errors.isEmpty()) {
      throw new InvalidFieldsException(errors);
    }
  }

  /** Refuses members nobody asked for: on money, a typo must not be silently dropped. */
  public void refuseUnknown() {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        reject(name, "is not a known field");
      }
    }
  }

  /** Notes a mistake; what is wrong beyond {@link Limits#FIELD_ERRORS_MAX} is not listed. */
  public void reject(String name, String message) {
    if (errors.size() < Limits.FIELD_ERRORS_MAX) {
      errors.add(new FieldError(path + name, message));
    }
  }

  public boolean has(String name) {
    return find(name) != null;
  }

  public String text(String name, int maxChars) {
    String value = optionalText(name, maxChars);
    if (value == null && isMissing(name)) {
      reject(name, "is required");
    }
    return value == null ? "" : value;
  }

  /**
   * A string of 1 to {@code maxChars} characters without control characters other than line breaks
   * and tabs.
   */
  public @Nullable String optionalText(String name, int maxChars) {
    JsonValue value = find(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonValue.Text(String text))) {
      reject(name, "must be a string, not " + value.kind());
      return null;
    }
    String wrong = wrongText(text, maxChars);
    if (wrong != null) {
      reject(name, wrong);
      return null;
    }
    return text;
  }

  public boolean flag(String name, boolean otherwise) {
    JsonValue value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonValue.Bool(boolean flag)) {
      return flag;
    }
    reject(name, "must be true or false");
    return otherwise;
  }

  public long integer(String name, long min, long max) {
    Long value = optionalInteger(name, min, max);
    if (value == null && isMissing(name)) {
      reject(name, "is required");
    }
    return value == null ? min : value;
  }

  public @Nullable Long optionalInteger(String name, long min, long max) {
    JsonValue value = find(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonValue.Num(String raw) && INTEGER.matcher(raw).matches()) {
      long number = Long.parseLong(raw);
      if (number >= min && number <= max) {
        return number;
      }
    }
    reject(name, "must be a whole number from " + min + " to " + max);
    return null;
  }

  /** A quantity such as {@code "2"} or {@code 0.5}: positive, at most three decimals. */
  public BigDecimal quantity(String name, BigDecimal otherwise) {
    JsonValue value = find(name);
    if (value == null) {
      return otherwise;
    }
    String raw = rawNumber(value);
    if (raw != null && QUANTITY.matcher(raw).matches()) {
      BigDecimal quantity = new BigDecimal(raw);
      if (quantity.signum() > 0) {
        return quantity;
      }
    }
    reject(name, "must be a quantity such as \"2\" or \"0.5\": positive, at most three decimals");
    return otherwise;
  }

  /** A required amount greater than zero. */
  public Money positiveMoney(String name, Currency currency) {
    JsonValue value = find(name);
    if (value == null) {
      reject(name, "is required");
      return Money.zero(currency);
    }
    return accept(name, value, text -> Money.parsePositive(text, currency), Money.zero(currency));
  }

  /** An amount greater than zero, or null when it is absent. */
  public @Nullable Money optionalPositiveMoney(String name, Currency currency) {
    return has(name) ? positiveMoney(name, currency) : null;
  }

  /** A required amount other than zero; a minus sign may stand before it. */
  public Money signedMoney(String name, Currency currency) {
    JsonValue value = find(name);
    if (value == null) {
      reject(name, "is required");
      return Money.zero(currency);
    }
    return accept(name, value, text -> Money.parseSigned(text, currency), Money.zero(currency));
  }

  /** A required amount of zero or more. */
  public Money money(String name, Currency currency) {
    if (find(name) == null) {
      reject(name, "is required");
    }
    Money value = optionalMoney(name, currency);
    return value == null ? Money.zero(currency) : value;
  }

  public @Nullable Money optionalMoney(String name, Currency currency) {
    JsonValue value = find(name);
    return value == null
        ? null
        : accept(name, value, text -> Money.parse(text, currency), Money.zero(currency));
  }

  public @Nullable Instant optionalTime(String name) {
    String text = optionalText(name, Limits.NAME_MAX_CHARS);
    return text == null ? null : parsed(name, Times.parse(text), Instant.EPOCH);
  }

  public LocalDate date(String name) {
    LocalDate value = optionalDate(name);
    if (value == null && isMissing(name)) {
      reject(name, "is required");
    }
    return value == null ? LocalDate.EPOCH : value;
  }

  public @Nullable LocalDate optionalDate(String name) {
    String text = optionalText(name, Limits.NAME_MAX_CHARS);
    if (text == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1970 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeParseException e) {
      // Falls through to the one message for every wrong date.
    }
    reject(name, "must be a date such as 2026-01-31");
    return null;
  }

  /** A required member that is one of a few words. */
  public <T> @Nullable T choice(String name, Map<String, T> words) {
    T value = optionalChoice(name, words);
    if (value == null && isMissing(name)) {
      reject(name, "is required");
    }
    return value;
  }

  public <T> @Nullable T optionalChoice(String name, Map<String, T> words) {
    JsonValue value = find(name);
    if (value == null) {
      return null;
    }
    T chosen = value instanceof JsonValue.Text(String text) ? words.get(text) : null;
    if (chosen == null) {
      reject(name, "must be one of " + String.join(", ", words.keySet()));
    }
    return chosen;
  }

  /** A nested object, or null when it is absent. */
  public <T> @Nullable T optionalObject(String name, Function<Fields, T> reader) {
    JsonValue value = find(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonValue.Obj object) {
      return reader.apply(new Fields(object.members(), path + name + ".", errors));
    }
    reject(name, "must be an object, not " + value.kind());
    return null;
  }

  /** An array of objects; empty when it is absent. */
  public <T> List<T> list(String name, int maxItems, Function<Fields, T> reader) {
    JsonValue value = find(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonValue.Arr(List<JsonValue> items))) {
      reject(name, "must be an array, not " + value.kind());
      return List.of();
    }
    if (items.size() > maxItems) {
      reject(name, "must have at most " + maxItems + " items");
      return List.of();
    }
    List<T> read = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String place = name + "[" + i + "]";
      if (items.get(i) instanceof JsonValue.Obj object) {
        read.add(reader.apply(new Fields(object.members(), path + place + ".", errors)));
      } else {
        reject(place, "must be an object, not " + items.get(i).kind());
      }
    }
    return read;
  }

  /** Any value as it stands, for members the hub keeps but does not read. */
  public @Nullable JsonValue optionalAny(String name) {
    return find(name);
  }

  /** Takes a parser's verdict on a member that was already read as text. */
  public <T> T parsed(String name, Parsed<T> parsed, T standIn) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Bad<T>(String message) -> {
        reject(name, message);
        yield standIn;
      }
    };
  }

  private <T> T accept(
      String name, JsonValue value, Function<String, Parsed<T>> parser, T standIn) {
    String raw = rawNumber(value);
    if (raw == null) {
      reject(name, "must be a decimal string, not " + value.kind());
      return standIn;
    }
    return parsed(name, parser.apply(raw), standIn);
  }

  private @Nullable JsonValue find(String name) {
    known.add(name);
    JsonValue value = members.get(name);
    return value instanceof JsonValue.Null ? null : value;
  }

  private boolean isMissing(String name) {
    return find(name) == null;
  }

  private static @Nullable String rawNumber(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> text;
      case JsonValue.Num(String raw) -> raw;
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Bool _, JsonValue.Null _ -> null;
    };
  }

  private static @Nullable String wrongText(String text, int maxChars) {
    if (text.isBlank()) {
      return "must not be empty";
    }
    if (text.codePointCount(0, text.length()) > maxChars) {
      return "must have at most " + maxChars + " characters";
    }
    boolean printable =
        text.codePoints()
            .allMatch(point ->
                point == '\n'
                    || point == '\t'
                    || point == '\r'
                    || (Character.getType(point) != Character.CONTROL
                        && Character.getType(point) != Character.SURROGATE));
    return printable ? null : "must not have control characters";
  }
}
