package io.poshub.connectors.woo;

import io.poshub.protocol.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lenient reading of what a shop writes: what is missing or of another kind is empty. */
record Node(Map<String, JsonValue> members) {
  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,24})?");

  static Node of(@Nullable JsonValue value) {
    return new Node(value instanceof JsonValue.Obj object ? object.members() : Map.of());
  }

  Node node(String name) {
    return of(members.get(name));
  }

  List<Node> nodes(String name) {
    return members.get(name) instanceof JsonValue.Arr(List<JsonValue> items)
        ? items.stream().map(Node::of).toList()
        : List.of();
  }

  /** A text without control characters and spaces around it; empty if there is none. */
  String text(String name, int maxChars) {
    return switch (members.get(name)) {
      case JsonValue.Text(String value) -> clean(value, maxChars);
      case JsonValue.Num(String raw) -> raw;
      case null, default -> "";
    };
  }

  @Nullable String textOrNull(String name, int maxChars) {
    String text = text(name, maxChars);
    return text.isEmpty() ? null : text;
  }

  boolean flag(String name) {
    return members.get(name) instanceof JsonValue.Bool(boolean value) && value;
  }

  /** An amount, written as a string or as a number; empty is zero. */
  BigDecimal amount(String name) {
    JsonValue value = members.get(name);
    String text = text(name, 40);
    if (text.isEmpty()
        && (value == null || value instanceof JsonValue.Text || value instanceof JsonValue.Null)) {
      return BigDecimal.ZERO;
    }
    if (!AMOUNT.matcher(text).matches()) {
      throw new UnmappableException(name + " is not an amount");
    }
    return new BigDecimal(text);
  }

  static String clean(String text, int maxChars) {
    if (text.length() <= maxChars && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text.strip();
    }
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Node::printable).limit(maxChars).forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  private static int printable(int point) {
    int type = Character.getType(point);
    boolean wrong = type == Character.SURROGATE || (type == Character.CONTROL && point != '\n');
    return wrong ? ' ' : point;
  }
}
