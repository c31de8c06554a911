package io.poshub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer with words for what tests look at. */
public record Answer(HttpReply reply) {

  public int status() {
    return reply.status();
  }

  public @Nullable String header(String name) {
    return reply.headers().get(name);
  }

  public String body() {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  public JsonValue json() {
    try {
      return Json.parse(reply.body());
    } catch (MalformedJsonException e) {
      throw new AssertionError("not JSON: " + body(), e);
    }
  }

  /** A value by its path, for example {@code order.items.0.total}; null if there is none. */
  public @Nullable String at(String path) {
    JsonValue value = find(path);
    return switch (value) {
      case null -> null;
      case JsonValue.Text(String text) -> text;
      case JsonValue.Num(String raw) -> raw;
      case JsonValue.Bool(boolean flag) -> Boolean.toString(flag);
      case JsonValue.Null _ -> null;
      case JsonValue.Obj _, JsonValue.Arr _ -> Json.write(value);
    };
  }

  /** As {@link #at}, of what must be there. */
  public String get(String path) {
    String value = at(path);
    if (value == null) {
      throw new AssertionError(path + " is not in " + body());
    }
    return value;
  }

  public List<JsonValue> list(String path) {
    return find(path) instanceof JsonValue.Arr(List<JsonValue> items) ? items : List.of();
  }

  public boolean has(String path) {
    return find(path) != null;
  }

  public Answer expect(int status) {
    assertThat(status()).as(body()).isEqualTo(status);
    return this;
  }

  /** A complete problem answer with this code. */
  public Answer expectProblem(int status, String code) {
    expect(status);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(at("code")).isEqualTo(code);
    assertThat(at("status")).isEqualTo(Integer.toString(status));
    for (String member :
        List.of("type", "title", "detail", "instance", "request_id", "retryable")) {
      assertThat(has(member)).as(member).isTrue();
    }
    return this;
  }

  /** A 400 that names this field. */
  public Answer expectInvalid(String field) {
    expectProblem(400, "validation_failed");
    assertThat(
            list("errors").stream()
                .map(error -> new Answer(HttpReply.json(200, Json.writeBytes(error))).at("field")))
        .as(body())
        .contains(field);
    return this;
  }

  private @Nullable JsonValue find(String path) {
    JsonValue value = json();
    for (String step : path.split("\\.", -1)) {
      value =
          switch (value) {
            case JsonValue.Obj(Map<String, JsonValue> members) -> members.get(step);
            case JsonValue.Arr(List<JsonValue> items) ->
                Integer.parseInt(step) < items.size() ? items.get(Integer.parseInt(step)) : null;
            case null, default -> null;
          };
    }
    return value;
  }
}
