package io.poshub.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the shop answers. */
record ShopAnswer(int status, Map<String, String> headers, byte[] body) {
  ShopAnswer {
    headers = Map.copyOf(headers);
  }

  static ShopAnswer json(int status, Object value) {
    return new ShopAnswer(
        status,
        Map.of("Content-Type", "application/json; charset=UTF-8"),
        text(value).getBytes(StandardCharsets.US_ASCII));
  }

  static ShopAnswer written(String json) {
    return new ShopAnswer(
        200,
        Map.of("Content-Type", "application/json; charset=UTF-8", "X-WP-Total", "100000"),
        json.getBytes(StandardCharsets.UTF_8));
  }

  static ShopAnswer error(int status, String code, String message) {
    return json(status, errorBody(status, code, message));
  }

  static JsonValue.Obj errorBody(int status, String code, String message) {
    return obj(
        "code", text0(code), "message", text0(message), "data", obj("status", number(status)));
  }

  static ShopAnswer invalidParam(String name, String message) {
    JsonValue.Obj data =
        obj(
            "status",
            number(400),
            "params",
            obj(name, text0(message)),
            "details",
            obj(name, obj("message", text0(message))));
    return json(
        400,
        obj("code", text0("rest_invalid_param"), "message", text0("wrong: " + name), "data", data));
  }

  static ShopAnswer html(int status, String title) {
    return new ShopAnswer(
        status,
        Map.of("Content-Type", "text/html; charset=UTF-8"),
        ("<!DOCTYPE html><html><title>" + title + "</title></html>")
            .getBytes(StandardCharsets.UTF_8));
  }

  ShopAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ShopAnswer(status, more, body);
  }

  /** As the shop writes JSON: nothing but ASCII, slashes escaped. */
  static String text(Object value) {
    String json = Json.write(value);
    StringBuilder out = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '/') {
        out.append("\\/");
      } else if (c > 0x7e) {
        out.append("\\u").append(String.format("%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  static JsonValue.Obj obj(Object... namesAndValues) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
    }
    return new JsonValue.Obj(members);
  }

  static JsonValue text0(String value) {
    return new JsonValue.Text(value);
  }

  static JsonValue number(long value) {
    return new JsonValue.Num(Long.toString(value));
  }
}
