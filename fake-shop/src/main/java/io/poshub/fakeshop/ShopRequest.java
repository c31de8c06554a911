package io.poshub.fakeshop;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the shop sees it; query parameters decoded, the last of a name wins. */
record ShopRequest(
    String method,
    boolean https,
    String host,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  ShopRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  static ShopRequest of(HttpExchange exchange, boolean alwaysHttps) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
    String override = headers.get("x-http-method-override");
    return new ShopRequest(
        override == null ? exchange.getRequestMethod() : override,
        alwaysHttps || "https".equals(headers.get("x-forwarded-proto")),
        headers.getOrDefault("host", "localhost"),
        exchange.getRequestURI().getPath(),
        parse(exchange.getRequestURI().getRawQuery()),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  static Map<String, String> parse(@Nullable String rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
      int equals = part.indexOf('=');
      if (!part.isEmpty()) {
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        if (name.endsWith("[]")) {
          query.merge(name, value, (one, other) -> one + "," + other);
        } else {
          query.put(name, value);
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Nullable String param(String name) {
    return query.get(name);
  }

  /** A parameter that may be given as {@code a,b}, {@code name[]} or {@code name[0]}. */
  List<String> list(String name) {
    List<String> values = new ArrayList<>();
    query.forEach((key, value) -> {
      if (key.equals(name)) {
        values.addAll(List.of(value.split(",", -1)));
      } else if (key.startsWith(name + "[")) {
        values.addAll(List.of(value.split(",", -1)));
      }
    });
    return values;
  }

  boolean changes() {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }
}
