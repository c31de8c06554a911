package io.poshub.fakeshop;

import io.poshub.fakeshop.Faults.Fault;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recorded request as it is sent to the fake: with the fake's keys instead of those that were not
 * recorded, and signed anew where it was signed. Pure.
 */
final class RecordedCall {
  private static final int MAINTENANCE_SECONDS = 600;

  private RecordedCall() {}

  /** How the shop was broken when the case was recorded. */
  static Fault fault(Recording recording) {
    String name = recording.name();
    if (!name.startsWith("store-")) {
      return new Fault.None();
    }
    if (name.contains("deactivated")) {
      return new Fault.SwitchedOff();
    }
    if (name.contains("maintenance")) {
      return new Fault.Outage(503, "wp_die", MAINTENANCE_SECONDS);
    }
    return new Fault.Outage(500, name.contains("fatal") ? "internal_server_error" : "wp_die", 0);
  }

  static URI address(Recording recording, FakeShop shop) {
    String path =
        recording
            .path()
            .replace("{ck-rw}", ShopKey.FULL.key())
            .replace("{cs-rw}", ShopKey.FULL.secret())
            .replace(" ", "%20");
    URI plain = URI.create(shop.url() + path);
    return path.contains("oauth_signature=") ? URI.create(signed(recording, plain)) : plain;
  }

  static Map<String, String> headers(Recording recording, URI address, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (recording.https()) {
      headers.put("X-Forwarded-Proto", "https");
    }
    for (String name : new String[] {"Content-Type", "X-HTTP-Method-Override", "Accept"}) {
      String value = Recording.text(recording.json(), "request.headers." + name);
      if (!value.isEmpty()) {
        headers.put(name, value);
      }
    }
    String authorization =
        recording.name().equals("oauth-in-header")
            ? inHeader(recording, address, now)
            : authorization(recording.auth());
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    return headers;
  }

  static byte[] body(Recording recording) {
    JsonValue text = Recording.at(recording.json(), "request.bodyText");
    if (text instanceof JsonValue.Text(String given)) {
      // Broken bytes were recorded as the letters they look like.
      return given.getBytes(StandardCharsets.ISO_8859_1);
    }
    JsonValue body = Recording.at(recording.json(), "request.body");
    return switch (body) {
      case JsonValue.Text(String given) -> given.getBytes(StandardCharsets.ISO_8859_1);
      case null -> new byte[0];
      case JsonValue.Null _ -> new byte[0];
      case JsonValue other ->
          Json.write(other).replace("{hub}", "127.0.0.1:9").getBytes(StandardCharsets.UTF_8);
    };
  }

  private static @Nullable String authorization(String auth) {
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

  /** The same parameters under a signature of the fake's key; a wrong one stays wrong. */
  private static String signed(Recording recording, URI address) {
    TreeMap<String, String> params = new TreeMap<>(ShopRequest.parse(address.getRawQuery()));
    params.remove("oauth_signature");
    String secret =
        recording.name().matches("oauth-wrong-secret|auth-oauth-bad-signature")
            ? "cs_" + "0".repeat(40)
            : ShopKey.FULL.secret();
    boolean https = recording.https() && !recording.name().contains("signed-http");
    params.put("oauth_signature", signature(address, https, params, secret));
    return address.toString().split("\\?", 2)[0] + "?" + joined(params);
  }

  private static String inHeader(Recording recording, URI address, Instant now) {
    TreeMap<String, String> params = new TreeMap<>();
    params.put("oauth_consumer_key", ShopKey.FULL.key());
    params.put("oauth_timestamp", Long.toString(now.getEpochSecond()));
    params.put("oauth_nonce", "in-the-header");
    params.put("oauth_signature_method", "HMAC-SHA1");
    TreeMap<String, String> all = new TreeMap<>(ShopRequest.parse(address.getRawQuery()));
    all.putAll(params);
    params.put(
        "oauth_signature", signature(address, recording.https(), all, ShopKey.FULL.secret()));
    return "OAuth "
        + params.entrySet().stream()
            .map(param -> param.getKey() + "=\"" + encoded(param.getValue()) + "\"")
            .collect(Collectors.joining(", "));
  }

  private static String signature(
      URI address, boolean https, Map<String, String> params, String secret) {
    ShopRequest request =
        new ShopRequest(
            "GET",
            https,
            address.getAuthority(),
            address.getPath(),
            Map.of(),
            Map.of(),
            new byte[0]);
    return ShopAuth.sign(
        request, params, secret, params.getOrDefault("oauth_signature_method", "HMAC-SHA1"));
  }

  private static String joined(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
