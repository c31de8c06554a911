package io.poshub.fakeshop;

import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares what the fake answers with what a real shop did: every member, its kind and its value.
 * Where people's words and made-up keys stand, the kind is enough. Pure.
 */
final class AnswerCheck {
  private static final Duration CLOCKS_MAX = Duration.ofSeconds(2);
  private static final int SHOWN_MAX_CHARS = 60;

  /** Words for people, and what a shop draws by lot or numbers through its whole database. */
  private static final Set<String> KIND_ONLY =
      Set.of(
          "message",
          "json_error_message",
          "params",
          "details",
          "payment_url",
          "order_key",
          "href",
          "needs_processing");

  /** What neither a hub nor an ordinary client reads. */
  private static final Set<String> NOT_LOOKED_AT =
      Set.of("_links", "hooks", "additional_errors", "details");

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}");

  private final List<String> differences = new ArrayList<>();

  private AnswerCheck() {}

  static List<String> differences(JsonValue recorded, JsonValue given) {
    AnswerCheck check = new AnswerCheck();
    check.compare("", recorded, given);
    return check.differences;
  }

  /** What the fake says of itself must be in the recording, but need not be all of it. */
  static List<String> strangers(JsonValue recorded, JsonValue given, boolean trimmed) {
    AnswerCheck check = new AnswerCheck();
    check.within("", recorded, given);
    if (trimmed) {
      check.differences.removeIf(difference -> difference.endsWith(" is invented"));
      // Of the routes their names were kept.
      check.differences.removeIf(difference -> difference.startsWith(".routes"));
    }
    return check.differences;
  }

  private void within(String at, JsonValue recorded, JsonValue given) {
    if (given instanceof JsonValue.Obj(Map<String, JsonValue> members)
        && recorded instanceof JsonValue.Obj(Map<String, JsonValue> known)) {
      members.forEach((name, value) -> {
        if (known.containsKey(name)) {
          within(at + "." + name, known.get(name), value);
        } else {
          differences.add(at + "." + name + " is invented");
        }
      });
    } else if (!recorded.kind().equals(given.kind())) {
      differences.add(at + " is " + given.kind() + " for " + recorded.kind());
    }
  }

  private void compare(String at, JsonValue recorded, JsonValue given) {
    switch (recorded) {
      case JsonValue.Obj(Map<String, JsonValue> members)
          when given instanceof JsonValue.Obj(Map<String, JsonValue> others) ->
          members(at, members, others);
      case JsonValue.Arr(List<JsonValue> items)
          when given instanceof JsonValue.Arr(List<JsonValue> others) ->
          items(at, items, others);
      case JsonValue.Num(String raw) when given instanceof JsonValue.Num(String other) -> {
        if (new BigDecimal(raw).compareTo(new BigDecimal(other)) != 0) {
          differs(at, raw, other);
        }
      }
      case JsonValue.Text(String text) when given instanceof JsonValue.Text(String other) ->
          texts(at, text, other);
      default -> {
        if (!recorded.equals(given)) {
          differs(at, recorded.toString(), given.toString());
        }
      }
    }
  }

  private void members(String at, Map<String, JsonValue> members, Map<String, JsonValue> others) {
    members.forEach((name, value) -> {
      JsonValue other = others.get(name);
      if (NOT_LOOKED_AT.contains(name)) {
        return;
      }
      if (other == null) {
        differences.add(at + "." + name + " is missing");
      } else if (KIND_ONLY.contains(name)) {
        if (!value.kind().equals(other.kind())) {
          differs(at + "." + name, value.kind(), other.kind());
        }
      } else {
        compare(at + "." + name, value, other);
      }
    });
    for (String name : others.keySet()) {
      if (!members.containsKey(name) && !NOT_LOOKED_AT.contains(name)) {
        differences.add(at + "." + name + " is too much");
      }
    }
  }

  private void items(String at, List<JsonValue> items, List<JsonValue> others) {
    if (items.size() != others.size()) {
      differs(at + " has", Integer.toString(items.size()), Integer.toString(others.size()));
      return;
    }
    // Meta data come by key or by number, as the shop was asked.
    boolean anyOrder = at.endsWith("meta_data");
    List<JsonValue> some = anyOrder ? sorted(items) : items;
    List<JsonValue> more = anyOrder ? sorted(others) : others;
    for (int i = 0; i < items.size(); i++) {
      compare(at + "[" + i + "]", some.get(i), more.get(i));
    }
  }

  private static List<JsonValue> sorted(List<JsonValue> items) {
    return items.stream().sorted(Comparator.comparing(JsonValue::toString)).toList();
  }

  private void texts(String at, String text, String other) {
    boolean times = TIME.matcher(text).matches() && TIME.matcher(other).matches();
    boolean same = times ? isNear(text, other) : text.equals(other);
    if (!same) {
      differs(at, text, other);
    }
  }

  private static boolean isNear(String time, String other) {
    return Duration.between(LocalDateTime.parse(time), LocalDateTime.parse(other))
            .abs()
            .compareTo(CLOCKS_MAX)
        <= 0;
  }

  private void differs(String at, String recorded, String given) {
    differences.add(at + " " + shown(given) + " for " + shown(recorded));
  }

  private static String shown(String text) {
    return text.length() > SHOWN_MAX_CHARS ? text.substring(0, SHOWN_MAX_CHARS) + "…" : text;
  }
}
