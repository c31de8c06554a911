package io.poshub.client.http;

import io.poshub.protocol.Parsed;
import io.poshub.protocol.Times;
import io.poshub.protocol.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks members up in an answer by path. An answer may lack or gain members from one hub version to
 * the next, so what is missing is simply null.
 */
public final class JsonText {

  private JsonText() {}

  /** The member at that path, or null. */
  public static @Nullable JsonValue find(@Nullable JsonValue root, String... path) {
    JsonValue value = root;
    for (String name : path) {
      value = value instanceof JsonValue.Obj object ? object.members().get(name) : null;
    }
    return value;
  }

  /** The string, number or boolean at that path as text, or null. */
  public static @Nullable String at(@Nullable JsonValue root, String... path) {
    return switch (find(root, path)) {
      case JsonValue.Text text -> text.value();
      case JsonValue.Num number -> number.raw();
      case JsonValue.Bool bool -> Boolean.toString(bool.value());
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> null;
      case null -> null;
    };
  }

  /** As {@link #at(JsonValue, String...)} for one member, with a stand-in. */
  public static String at(@Nullable JsonValue root, String name, String otherwise) {
    String text = at(root, new String[] {name});
    return text == null ? otherwise : text;
  }

  /** A whole number of zero or more, or null. */
  public static @Nullable Long count(@Nullable JsonValue root, String name) {
    String text = at(root, new String[] {name});
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  /** A time, or null. */
  public static @Nullable Instant time(@Nullable JsonValue root, String... path) {
    String text = at(root, path);
    return text != null && Times.parse(text) instanceof Parsed.Ok<Instant>(Instant time)
        ? time
        : null;
  }

  /** The items of the array of that name; empty if there is none. */
  public static List<JsonValue> items(@Nullable JsonValue root, String name) {
    return find(root, name) instanceof JsonValue.Arr(List<JsonValue> items) ? items : List.of();
  }
}
