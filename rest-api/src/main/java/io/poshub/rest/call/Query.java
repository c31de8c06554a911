package io.poshub.rest.call;

import io.poshub.protocol.Parsed;
import io.poshub.protocol.json.InvalidFieldsException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request. Unknown ones are ignored; a known one that is repeated, empty or
 * not understood is refused, because a filter that silently does nothing misleads.
 */
public final class Query {
  private static final String FIELD = "query";
  private static final int VALUE_MAX_CHARS = 512;
  private static final Pattern INTEGER = Pattern.compile("0|[1-9]\\d{0,17}");
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 9999;

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads the undecoded text after {@code ?}. */
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return new Query(values);
  }

  public @Nullable String text(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.isEmpty()) {
      return null;
    }
    if (given.size() > 1) {
      throw new InvalidFieldsException(name, "must not be repeated");
    }
    String value = given.getFirst();
    if (value.isBlank() || value.length() > VALUE_MAX_CHARS) {
      throw new InvalidFieldsException(name, "must have 1 to " + VALUE_MAX_CHARS + " characters");
    }
    return value;
  }

  public @Nullable Long integer(String name, long min, long max) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new InvalidFieldsException(name, "must be a whole number from " + min + " to " + max);
  }

  public <T> @Nullable T choice(String name, Map<String, T> words) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    T chosen = words.get(text);
    if (chosen == null) {
      throw new InvalidFieldsException(name, "must be one of " + String.join(", ", words.keySet()));
    }
    return chosen;
  }

  public @Nullable LocalDate date(String name) {
    return parsed(name, Query::parseDate);
  }

  public <T> @Nullable T parsed(String name, Function<String, Parsed<T>> parser) {
    String text = text(name);
    return text == null ? null : require(name, parser.apply(text));
  }

  /** Reads a date as it stands in a query or a path. */
  public static Parsed<LocalDate> parseDate(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= YEAR_MIN && date.getYear() <= YEAR_MAX) {
        return new Parsed.Ok<>(date);
      }
    } catch (DateTimeParseException e) {
      // Falls through to the one message for every wrong date.
    }
    return new Parsed.Bad<>("must be a date such as 2026-01-31");
  }

  /** The value, or the end of the call. */
  public static <T> T require(String name, Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Bad<T>(String message) -> throw new InvalidFieldsException(name, message);
    };
  }

  private static String decoded(String text) {
    return PercentText.ofQuery(text)
        .orElseThrow(() -> new InvalidFieldsException(FIELD, "must be percent-encoded UTF-8"));
  }
}
