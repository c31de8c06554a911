package io.poshub.connectors.woo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a call with one-legged OAuth 1.0a: without TLS a shop lets nobody in otherwise. Pure; any
 * thread.
 */
final class OAuthSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private OAuthSignature() {}

  /** The query's parameters with those that sign it. */
  static Map<String, String> sign(
      String method,
      URI address,
      Map<String, String> query,
      StoreKeys keys,
      String nonce,
      Instant now) {
    TreeMap<String, String> params = new TreeMap<>(query);
    params.put("oauth_consumer_key", keys.key());
    params.put("oauth_nonce", nonce);
    params.put("oauth_signature_method", "HMAC-SHA256");
    params.put("oauth_timestamp", Long.toString(now.getEpochSecond()));
    String base = method + "&" + encode(address.toString()) + "&" + encode(joined(params));
    params.put("oauth_signature", hmac(keys.secret() + "&", base));
    return params;
  }

  /** {@code a=b&c=d}, each percent-encoded. */
  static String joined(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> encode(param.getKey()) + "=" + encode(param.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
