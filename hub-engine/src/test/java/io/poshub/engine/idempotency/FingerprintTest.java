package io.poshub.engine.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.tenant.CardKey;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import io.poshub.testing.Seeds;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final int ROUNDS = 2_000;
  private static final int DEPTH_MAX = 4;
  private static final String[] WORDS = {"a", "b", "amount", "Ünïcode", "🍜", "\"", "\\", "\n", ""};

  private final CardKey secret = CardKey.generate(new SecureRandom());
  private final Random random = new Random(Seeds.draw("FingerprintTest"));

  @Test
  void memberOrderWhiteSpaceAndEscapesDoNotCount() throws MalformedJsonException {
    for (int i = 0; i < ROUNDS; i++) {
      JsonValue value = value(0);
      JsonValue again = Json.parse(written(shuffled(value)));
      assertThat(of(again)).as(Json.write(value)).isEqualTo(of(value));
    }
  }

  @Test
  void everythingElseCounts() {
    for (int i = 0; i < ROUNDS; i++) {
      JsonValue value = value(0);
      JsonValue other = changed(value);
      assertThat(of(other))
          .as(Json.write(value) + " and " + Json.write(other))
          .isNotEqualTo(of(value));
    }
  }

  @Test
  void numbersCountAsTheyAreWrittenAndKindsAreToldApart() throws MalformedJsonException {
    List<Fingerprint> all = new ArrayList<>();
    for (String body :
        List.of(
            "25.5",
            "25.50",
            "\"25.5\"",
            "2.55e1",
            "true",
            "\"true\"",
            "null",
            "\"null\"",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":1}",
            "{\"a\":[1]}",
            "[1,2]",
            "[2,1]",
            "\"[1,2]\"")) {
      all.add(of(Json.parse(body)));
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void anotherTenantsFingerprintOfTheSameRequestIsAnother() {
    JsonValue body = new JsonValue.Obj(Map.of("pin", new JsonValue.Text("1234")));
    CardKey other = CardKey.generate(new SecureRandom());
    assertThat(Fingerprint.of(other, "POST", "/x", body)).isNotEqualTo(of(body));
  }

  private Fingerprint of(JsonValue body) {
    return Fingerprint.of(secret, "POST", "/x", body);
  }

  private JsonValue value(int depth) {
    return switch (random.nextInt(depth < DEPTH_MAX ? 6 : 4)) {
      case 0 -> new JsonValue.Text(WORDS[random.nextInt(WORDS.length)]);
      case 1 -> new JsonValue.Num(Integer.toString(random.nextInt(100)));
      case 2 -> new JsonValue.Bool(random.nextBoolean());
      case 3 -> new JsonValue.Null();
      case 4 -> {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth + 1));
        }
        yield new JsonValue.Arr(items);
      }
      default -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          members.put(WORDS[random.nextInt(WORDS.length)], value(depth + 1));
        }
        yield new JsonValue.Obj(members);
      }
    };
  }

  private JsonValue shuffled(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(Map<String, JsonValue> members) -> {
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        Map<String, JsonValue> mixed = new LinkedHashMap<>();
        for (String name : names) {
          JsonValue member = members.get(name);
          if (member != null) {
            mixed.put(name, shuffled(member));
          }
        }
        yield new JsonValue.Obj(mixed);
      }
      case JsonValue.Arr(List<JsonValue> items) ->
          new JsonValue.Arr(items.stream().map(this::shuffled).toList());
      case JsonValue.Text _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> value;
    };
  }

  /** As another client might write it: loosely set, and with escapes where none is needed. */
  private String written(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(Map<String, JsonValue> members) -> {
        List<String> parts = new ArrayList<>();
        members.forEach(
            (name, member) -> parts.add(quoted(name) + space() + ":" + written(member)));
        yield space() + "{" + space() + String.join(space() + "," + space(), parts) + "}" + space();
      }
      case JsonValue.Arr(List<JsonValue> items) ->
          "[" + space() + String.join(",", items.stream().map(this::written).toList()) + "]";
      case JsonValue.Text(String text) -> space() + quoted(text) + space();
      case JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> space() + Json.write(value);
    };
  }

  private String quoted(String text) {
    if (random.nextBoolean()) {
      return Json.write(text);
    }
    StringBuilder escaped = new StringBuilder("\"");
    text.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
    return escaped.append('"').toString();
  }

  private String space() {
    return " \t\r\n".repeat(2).substring(0, random.nextInt(8));
  }

  /** The same value with one thing different. */
  private JsonValue changed(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj object -> object.with("one more", new JsonValue.Null());
      case JsonValue.Arr(List<JsonValue> items) -> {
        List<JsonValue> more = new ArrayList<>(items);
        if (more.isEmpty() || random.nextBoolean()) {
          more.add(new JsonValue.Bool(true));
        } else {
          int at = random.nextInt(more.size());
          more.set(at, changed(more.get(at)));
        }
        yield new JsonValue.Arr(more);
      }
      case JsonValue.Text(String text) -> new JsonValue.Text(text + " ");
      case JsonValue.Num(String raw) -> new JsonValue.Num(raw + ".0");
      case JsonValue.Bool(boolean flag) -> new JsonValue.Bool(!flag);
      case JsonValue.Null _ -> new JsonValue.Bool(false);
    };
  }
}
