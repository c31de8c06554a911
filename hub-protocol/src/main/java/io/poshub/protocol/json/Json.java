package io.poshub.protocol.json;

import io.poshub.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The one place JSON is parsed and written. Any thread. */
public final class Json {
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_MAX_DEPTH)
                  .maxNumberLength(Limits.JSON_MAX_NUMBER_CHARS)
                  .maxNameLength(Limits.JSON_MAX_NAME_CHARS)
                  .build())
          .build();
  private static final JsonFactory FOREIGN =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.FOREIGN_JSON_MAX_DEPTH)
                  .maxNumberLength(Limits.FOREIGN_JSON_MAX_NUMBER_CHARS)
                  .maxNameLength(Limits.FOREIGN_JSON_MAX_NAME_CHARS)
                  .build())
          .build();
  private static final JsonMapper WRITER = WireMapper.build();

  private Json() {}

  /**
   * Reads one JSON value. Duplicate members, anything after the value, NaN, too deep nesting,
   * broken UTF-8 and halves of a surrogate pair are refused.
   */
  public static JsonValue parse(byte[] utf8) throws MalformedJsonException {
    return parse(STRICT, utf8);
  }

  /**
   * As {@link #parse(byte[])}, for what others have written for others: within far wider limits,
   * since nobody there knows ours, and with U+FFFD for escaped halves of surrogate pairs, so that
   * one text does not cost all that came with it.
   */
  public static JsonValue parseForeign(byte[] utf8) throws MalformedJsonException {
    return parse(FOREIGN, SurrogateEscapes.mended(utf8));
  }

  private static JsonValue parse(JsonFactory factory, byte[] utf8) throws MalformedJsonException {
    requireUtf8(utf8);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
      return onlyValue(parser);
    } catch (JacksonException failure) {
      throw malformed(failure);
    }
  }

  /**
   * The parser would also take UTF-16 and UTF-32; JSON in UTF-8 never holds a zero byte, in those
   * it always does.
   */
  private static void requireUtf8(byte[] bytes) throws MalformedJsonException {
    for (byte next : bytes) {
      if (next == 0) {
        throw new MalformedJsonException("The body is not JSON in UTF-8.");
      }
    }
  }

  /** As {@link #parse(byte[])}, from text. */
  public static JsonValue parse(String text) throws MalformedJsonException {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a record, map, list or {@link JsonValue} as compact JSON. */
  public static String write(Object value) {
    return WRITER.writeValueAsString(value);
  }

  /** As {@link #write}, in UTF-8. */
  public static byte[] writeBytes(Object value) {
    return WRITER.writeValueAsBytes(value);
  }

  /**
   * The value with the members of every object sorted by name and no white space: two requests that
   * say the same have the same canonical text.
   */
  public static String canonical(JsonValue value) {
    return write(sorted(value));
  }

  private static JsonValue sorted(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj object -> {
        Map<String, JsonValue> members = new TreeMap<>();
        object.members().forEach((name, member) -> members.put(name, sorted(member)));
        yield new JsonValue.Obj(members);
      }
      case JsonValue.Arr array ->
          new JsonValue.Arr(array.items().stream().map(Json::sorted).toList());
      case JsonValue.Text text -> text;
      case JsonValue.Num number -> number;
      case JsonValue.Bool bool -> bool;
      case JsonValue.Null nothing -> nothing;
    };
  }

  private static JsonValue onlyValue(JsonParser parser) throws MalformedJsonException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new MalformedJsonException("The body is empty; JSON was expected.");
    }
    JsonValue value = value(parser, first);
    if (parser.nextToken() != null) {
      throw new MalformedJsonException("There is text after the end of the JSON value.");
    }
    return value;
  }

  private static JsonValue value(JsonParser parser, @Nullable JsonToken token)
      throws MalformedJsonException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Text(whole(parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getString());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      case null, default -> throw new MalformedJsonException("The JSON value is not complete.");
    };
  }

  private static JsonValue.Obj object(JsonParser parser) throws MalformedJsonException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = whole(parser.currentName());
      members.put(name, value(parser, parser.nextToken()));
    }
    return new JsonValue.Obj(members);
  }

  /** Half a surrogate pair can be escaped, but never be written in UTF-8 again. */
  private static String whole(String text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        throw new MalformedJsonException("A string holds half a surrogate pair.");
      }
    }
    return text;
  }

  private static JsonValue.Arr array(JsonParser parser) throws MalformedJsonException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new JsonValue.Arr(items);
  }

  /** Says where, never what: the text around the mistake may be a secret. */
  private static MalformedJsonException malformed(JacksonException failure) {
    var location = failure.getLocation();
    String where =
        location == null
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    return new MalformedJsonException("The body is not well-formed JSON" + where + ".");
  }
}
