package io.poshub.connectors.fakeshop;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends recorded requests to the fake shop. What can be compared without the history of the
 * recorded store is: the status, the error's code, whether it is a list, and the exact orders where
 * a window of time was asked for. One thread.
 */
final class Replay implements AutoCloseable {
  /** What needs a history, a plugin or a program the fake does not have. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          // Signed for a moment long ago, or by a host of another name.
          "oauth-in-header.json",
          "oauth-ok-sha1.json",
          "oauth-ok-sha256.json",
          "oauth-over-https.json",
          "oauth-nonce-replayed.json",
          "oauth-signed-http-sent-https.json",
          "oauth-timestamp-old.json",
          "oauth-timestamp-older-than-last.json",
          "oauth-wrong-secret.json",
          "oauth-unknown-key.json",
          "oauth-method-unknown.json",
          // The fake knows no customers, coupons and lines of its own.
          "line-item-unknown-id.json",
          "order-create-unknown-coupon.json",
          "order-create-unknown-customer.json",
          // They list what the recorded store had been through by then.
          "dates-after-with-space.json",
          "page-drift-4-all.json");

  private static final Pattern ORDER_PATH = Pattern.compile("/wc/v3/orders/(\\d+)(\\?|$)");
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T00:00:00Z");

  private final FakeShop shop;
  private final HttpClient client = HttpClient.newHttpClient();

  Replay(FakeShop shop) {
    this.shop = shop;
    shop.register("awaiting-pickup");
  }

  /** What came of one recording. */
  record Outcome(boolean compared, Optional<String> difference) {
    static final Outcome LEFT = new Outcome(false, Optional.empty());
  }

  /** Fills the shop with the orders of a recorded list, with their recorded times. */
  void learn(Path folder) throws IOException, MalformedJsonException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      // The lists by time come first: their orders must have exactly these times.
      files =
          all.filter(file -> file.toString().endsWith(".json"))
              .sorted(
                  Comparator.comparing(
                          (Path file) -> !file.getFileName().toString().startsWith("dates-"))
                      .thenComparing(file -> file))
              .toList();
    }
    Map<Long, JsonValue.Obj> orders = new LinkedHashMap<>();
    for (Path file : files) {
      if (Json.parse(Files.readString(file)) instanceof JsonValue.Obj recorded) {
        collect(at(recorded, "response.body"), orders);
      }
    }
    orders.forEach(this::place);
    for (Path file : files) {
      if (Json.parse(Files.readString(file)) instanceof JsonValue.Obj recorded) {
        placeNamed(recorded);
      }
    }
  }

  /** Orders that were there, but were never listed with their times. */
  private void placeNamed(JsonValue.Obj recorded) {
    Matcher named = ORDER_PATH.matcher(text(recorded, "request", "path"));
    boolean wasThere =
        at(recorded, "response.status") instanceof JsonValue.Num(String status)
            && status.equals("200");
    if (named.find() && wasThere && shop.order(Long.parseLong(named.group(1))) == null) {
      shop.store()
          .add(Long.valueOf(named.group(1)), "completed", LONG_AGO, SampleOrders.empty("GBP"));
    }
  }

  private static void collect(@Nullable JsonValue body, Map<Long, JsonValue.Obj> orders) {
    if (body instanceof JsonValue.Arr(List<JsonValue> items)) {
      items.forEach(item -> collect(item, orders));
    } else if (body instanceof JsonValue.Obj order
        && order.members().get("id") instanceof JsonValue.Num(String id)
        && order.members().get("date_created_gmt") instanceof JsonValue.Text
        && order.members().get("date_modified_gmt") instanceof JsonValue.Text
        && !text(order, "status").equals("trash")
        && !order.members().containsKey("topic")) {
      orders.putIfAbsent(Long.parseLong(id), order);
    }
  }

  private void place(long id, JsonValue.Obj order) {
    String given = text(order, "status");
    String status = given.isEmpty() ? "processing" : given;
    Instant created = time(text(order, "date_created_gmt"));
    shop.register(status);
    shop.store().add(id, status, created, SampleOrders.empty("GBP"));
    shop.store().setModified(id, time(text(order, "date_modified_gmt")));
    if (status.equals("lost-plugin")) {
      shop.unregister(status);
    }
  }

  Outcome compare(String name, JsonValue.Obj recorded) throws IOException {
    String auth = String.valueOf(text(recorded, "request", "auth"));
    String path = text(recorded, "request", "path");
    if (!(at(recorded, "response.status") instanceof JsonValue.Num(String status))
        || path.isEmpty()
        || LEFT_OUT.contains(name)
        || name.startsWith("store-")
        || path.matches(".*/orders/\\d+/.*|.*/(refunds|reports|customers|products).*")) {
      return Outcome.LEFT;
    }
    HttpResponse<String> answer = send(recorded, auth, path);
    List<String> differences = new ArrayList<>();
    if (answer.statusCode() != Integer.parseInt(status)) {
      differences.add("status " + answer.statusCode() + " for " + status);
    }
    String code = at(recorded, "response.body.code") instanceof JsonValue.Text(String c) ? c : "";
    if (code.startsWith("woocommerce_") || code.startsWith("rest_")) {
      if (!answer.body().contains("\"" + code + "\"") && !isCurrency(path)) {
        differences.add("another code than " + code);
      }
    }
    if (path.contains("modified_after=")
        && at(recorded, "response.body") instanceof JsonValue.Arr list) {
      if (!ids(list).equals(ids(parsed(answer.body())))) {
        differences.add("orders " + ids(parsed(answer.body())) + " for " + ids(list));
      }
    }
    return new Outcome(
        true,
        differences.isEmpty()
            ? Optional.empty()
            : Optional.of(name + ": " + String.join(", ", differences)));
  }

  private static boolean isCurrency(String path) {
    return path.contains("/data/currencies");
  }

  private HttpResponse<String> send(JsonValue.Obj recorded, String auth, String path)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(shop.url() + filled(path).replace(" ", "%20")));
    if ("https".equals(text(recorded, "request", "scheme"))) {
      request.header("X-Forwarded-Proto", "https");
    }
    String credentials = basic(auth);
    if (credentials != null) {
      request.header("Authorization", credentials);
    }
    if (at(recorded, "request.headers") instanceof JsonValue.Obj headers) {
      headers
          .members()
          .forEach((name, value) -> {
            boolean ours =
                name.equalsIgnoreCase("Content-Type")
                    || name.equalsIgnoreCase("X-HTTP-Method-Override");
            if (ours && value instanceof JsonValue.Text(String text)) {
              request.header(name, text);
            }
          });
    }
    request.method(text(recorded, "request", "method"), BodyPublishers.ofByteArray(body(recorded)));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static byte[] body(JsonValue.Obj recorded) {
    JsonValue text = at(recorded, "request.bodyText");
    if (text instanceof JsonValue.Text(String given)) {
      // Broken bytes were recorded as the letters they look like.
      return given.getBytes(StandardCharsets.ISO_8859_1);
    }
    JsonValue body = at(recorded, "request.body");
    return switch (body) {
      case JsonValue.Text(String given) -> given.getBytes(StandardCharsets.ISO_8859_1);
      case null -> new byte[0];
      case JsonValue.Null _ -> new byte[0];
      case JsonValue other -> Json.writeBytes(other);
    };
  }

  private static String filled(String path) {
    return path.replace("{ck-rw}", ShopKey.FULL.key())
        .replace("{cs-rw}", ShopKey.FULL.secret())
        .replace("{hub}", "127.0.0.1:9");
  }

  private static @Nullable String basic(String auth) {
    if (auth.startsWith("Bearer")) {
      return "Bearer abc";
    }
    if (!auth.startsWith("Basic")) {
      return null;
    }
    ShopKey key =
        auth.contains("plain customer")
            ? ShopKey.CUSTOMER
            : auth.contains("\"read\"")
                ? ShopKey.READ
                : auth.contains("\"write\"") ? ShopKey.WRITE : ShopKey.FULL;
    String name = auth.contains("unknown key") ? "ck_" + "0".repeat(40) : key.key();
    String secret = auth.contains("wrong secret") ? "cs_" + "0".repeat(40) : key.secret();
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + secret).getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> ids(JsonValue list) {
    List<String> ids = new ArrayList<>();
    if (list instanceof JsonValue.Arr(List<JsonValue> items)) {
      for (JsonValue item : items) {
        if (item instanceof JsonValue.Obj order
            && order.members().get("id") instanceof JsonValue.Num(String id)) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  private static JsonValue parsed(String body) {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException e) {
      return new JsonValue.Null();
    }
  }

  private static Instant time(String digits) {
    return LocalDateTime.parse(digits).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable JsonValue at(JsonValue.Obj root, String path) {
    JsonValue found = root;
    for (String name : path.split("\\.", -1)) {
      found = found instanceof JsonValue.Obj object ? object.members().get(name) : null;
    }
    return found;
  }

  private static String text(JsonValue.Obj root, String... path) {
    return at(root, String.join(".", path)) instanceof JsonValue.Text(String text) ? text : "";
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
