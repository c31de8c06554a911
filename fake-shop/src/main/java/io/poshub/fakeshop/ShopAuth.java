package io.poshub.fakeshop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Who calls the shop: keys over https as they are, over http only as a signature. */
final class ShopAuth {
  private static final int TIMESTAMP_MAX_SECONDS = 900;
  private static final String ERROR = "woocommerce_rest_authentication_error";
  private static final List<String> OAUTH =
      List.of(
          "oauth_consumer_key",
          "oauth_timestamp",
          "oauth_nonce",
          "oauth_signature",
          "oauth_signature_method");

  private final List<ShopKey> keys;
  private final InstantSource clock;
  private final Set<String> nonces = new HashSet<>();

  ShopAuth(List<ShopKey> keys, InstantSource clock) {
    this.keys = List.copyOf(keys);
    this.clock = clock;
  }

  /** Who it is: a key, nobody, or somebody who got it wrong. */
  sealed interface Who {
    record Known(ShopKey key) implements Who {}

    record Nobody() implements Who {}

    record Wrong(ShopAnswer answer) implements Who {}
  }

  Who who(ShopRequest request) {
    if (request.query().containsKey("rest_route")) {
      return new Who.Nobody();
    }
    Who who = request.https() ? overTls(request) : signed(request);
    if (who instanceof Who.Known(ShopKey key)) {
      String needed = request.changes() ? "write" : "read";
      if (!key.permission().contains(needed)) {
        return wrong("the key may not " + needed);
      }
    }
    return who;
  }

  private Who overTls(ShopRequest request) {
    String key = request.param("consumer_key");
    if (key != null) {
      return plain(key, request.query().getOrDefault("consumer_secret", ""));
    }
    String authorization = request.headers().getOrDefault("authorization", "");
    if (authorization.startsWith("Basic ")) {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return plain(pair.substring(0, Math.max(0, colon)), pair.substring(colon + 1));
    }
    return signed(request);
  }

  private Who plain(String name, String secret) {
    ShopKey key = find(name);
    if (key == null) {
      return new Who.Nobody();
    }
    return key.secret().equals(secret) ? new Who.Known(key) : wrong("not the secret");
  }

  private synchronized Who signed(ShopRequest request) {
    Map<String, String> given = new TreeMap<>(request.query());
    given.putAll(inHeader(request.headers().get("authorization")));
    if (OAUTH.stream().noneMatch(given::containsKey)) {
      return new Who.Nobody();
    }
    if (!OAUTH.stream().allMatch(given::containsKey)) {
      return new Who.Wrong(
          ShopAnswer.error(
              401, "woocommerce_rest_authentication_missing_parameter", "something is missing"));
    }
    ShopKey key = find(given.getOrDefault("oauth_consumer_key", ""));
    if (key == null) {
      return wrong("not a key");
    }
    String method = given.getOrDefault("oauth_signature_method", "");
    if (!method.equals("HMAC-SHA1") && !method.equals("HMAC-SHA256")) {
      return wrong("not a method");
    }
    String signature = given.remove("oauth_signature");
    if (!sign(request, given, key.secret(), method).equals(signature)) {
      return wrong("not the signature");
    }
    long timestamp = Long.parseLong(given.getOrDefault("oauth_timestamp", "0"));
    if (Math.abs(clock.instant().getEpochSecond() - timestamp) > TIMESTAMP_MAX_SECONDS) {
      return wrong("not the time");
    }
    if (!nonces.add(given.get("oauth_nonce"))) {
      return wrong("used before");
    }
    return new Who.Known(key);
  }

  private static Map<String, String> inHeader(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("OAuth ")) {
      return Map.of();
    }
    return ShopRequest.parse(
        authorization.substring(6).replace("\"", "").replace(", ", "&").replace(",", "&"));
  }

  static String sign(
      ShopRequest request, Map<String, String> params, String secret, String method) {
    String joined =
        params.entrySet().stream()
            .map(param -> encode(param.getKey()) + "=" + encode(param.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    String url = (request.https() ? "https://" : "http://") + request.host() + request.path();
    String base = request.method() + "&" + encode(url) + "&" + encode(joined);
    String algorithm = method.equals("HMAC-SHA1") ? "HmacSHA1" : "HmacSHA256";
    return Base64.getEncoder().encodeToString(hmac(algorithm, secret + "&", base));
  }

  static byte[] hmac(String algorithm, String secret, String text) {
    return hmac(algorithm, secret, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] hmac(String algorithm, String secret, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private @Nullable ShopKey find(String name) {
    return keys.stream().filter(key -> key.key().equals(name)).findFirst().orElse(null);
  }

  private static Who wrong(String message) {
    return new Who.Wrong(ShopAnswer.error(401, ERROR, message));
  }
}
