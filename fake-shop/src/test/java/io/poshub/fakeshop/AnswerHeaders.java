package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the headers a client may go by. Pure. */
final class AnswerHeaders {
  private static final Pattern LINK = Pattern.compile("[?&]page=(\\d+)[^>]*>; rel=\"(\\w+)\"");

  private AnswerHeaders() {}

  static void compare(Recording recording, HttpHeaders given, List<String> differences) {
    equal("Retry-After", recording.header("Retry-After"), value(given, "Retry-After"), differences);
    totals(recording, given, differences);
    equal(
        "Content-Type",
        kind(recording.header("Content-Type")),
        kind(value(given, "Content-Type")),
        differences);
    equal(
        "Location",
        path(recording.header("Location")),
        path(value(given, "Location")),
        differences);
    equal("Link", expectedLinks(recording, given), links(value(given, "Link")), differences);
    equal(
        "WWW-Authenticate",
        recording.header("WWW-Authenticate"),
        value(given, "WWW-Authenticate"),
        differences);
  }

  /** Of some orders of the real shop nothing but their number is recorded. */
  private static void totals(Recording recording, HttpHeaders given, List<String> differences) {
    String total = recording.header("X-WP-Total");
    boolean wholeList =
        recording.body() instanceof JsonValue.Arr(List<JsonValue> items)
            && total.equals(Integer.toString(items.size()));
    if (wholeList || total.isEmpty() || total.equals("0")) {
      equal("X-WP-Total", total, value(given, "X-WP-Total"), differences);
      equal(
          "X-WP-TotalPages",
          recording.header("X-WP-TotalPages"),
          value(given, "X-WP-TotalPages"),
          differences);
    } else if (!value(given, "X-WP-Total").matches("[1-9]\\d*")
        || !value(given, "X-WP-TotalPages").matches("[1-9]\\d*")) {
      differences.add("no total");
    }
  }

  /** The recorded links, the last page being the fake's last page. */
  private static String expectedLinks(Recording recording, HttpHeaders given) {
    String last = recording.header("X-WP-TotalPages");
    return links(recording.header("Link"))
        .replace("prev " + last + "]", "prev " + value(given, "X-WP-TotalPages") + "]");
  }

  private static void equal(String name, String recorded, String given, List<String> differences) {
    if (!recorded.equals(given)) {
      differences.add(name + " is '" + given + "' for '" + recorded + "'");
    }
  }

  private static String value(HttpHeaders headers, String name) {
    return headers.firstValue(name).orElse("");
  }

  private static String kind(String contentType) {
    return contentType.split(";", 2)[0];
  }

  private static String path(String address) {
    return address.replaceFirst("https?://[^/]*", "");
  }

  /** As {@code next 2}; the link to the API itself is another matter. */
  private static String links(String header) {
    return LINK.matcher(header)
        .results()
        .map((MatchResult link) -> link.group(2) + " " + link.group(1))
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }
}
