package io.poshub.rest.report;

import io.poshub.rest.call.Request;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a list is written. Any thread. */
enum ListFormat {
  JSON,
  CSV;

  private static final Map<String, ListFormat> BY_WIRE = Map.of("json", JSON, "csv", CSV);
  private static final Pattern WEIGHT = Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)\\b");
  private static final double NOT_NAMED = 0;

  /**
   * What {@code format} says; without it {@code Accept}, but only if it names CSV and does not like
   * JSON as much: whoever takes anything gets JSON.
   */
  static ListFormat of(Request request) {
    ListFormat chosen = request.query().choice("format", BY_WIRE);
    if (chosen != null) {
      return chosen;
    }
    String accept = request.call().header("accept");
    return weight(accept, "text/csv") > weight(accept, "application/json") ? CSV : JSON;
  }

  /** How much the header wants a media type that it names in full. */
  private static double weight(@Nullable String accept, String mediaType) {
    if (accept == null) {
      return NOT_NAMED;
    }
    double weight = NOT_NAMED;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = range.split(";", 2)[0].strip();
      if (name.equals(mediaType)) {
        Matcher written = WEIGHT.matcher(range);
        weight = Math.max(weight, written.find() ? Double.parseDouble(written.group(1)) : 1);
      }
    }
    return weight;
  }
}
