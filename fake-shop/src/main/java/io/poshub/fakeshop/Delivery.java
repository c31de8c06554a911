package io.poshub.fakeshop;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Map;

/** One delivery on its way: the exact bytes and headers. */
public record Delivery(String url, Map<String, String> headers, byte[] body) {
  public Delivery {
    requireNonNull(url, "url is null");
    headers = Map.copyOf(headers);
  }

  static Delivery of(Hook hook, String source, long second, byte[] body) {
    return new Delivery(
        hook.url(),
        Map.of(
            "User-Agent", "WooCommerce/11.0.1 Hookshot (WordPress/6.9.6)",
            "Content-Type", "application/json",
            "X-WC-Webhook-Source", source,
            "X-WC-Webhook-Topic", hook.topic(),
            "X-WC-Webhook-Resource", "order",
            "X-WC-Webhook-Event", hook.event(),
            "X-WC-Webhook-Signature", sign(hook.secret(), body),
            "X-WC-Webhook-ID", Long.toString(hook.id()),
            // The same for all deliveries of a hook within a second.
            "X-WC-Webhook-Delivery-ID", Long.toHexString(hook.id() * 1_000_003 + second)),
        body);
  }

  static Delivery ping(Hook hook) {
    return new Delivery(
        hook.url(),
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        ("webhook_id=" + hook.id()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Signed with the secret as HTML would show it. */
  static String sign(String secret, byte[] body) {
    String decoded =
        secret
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    return Base64.getEncoder().encodeToString(ShopAuth.hmac("HmacSHA256", decoded, body));
  }

  public Delivery signedWith(String signature) {
    var forged = new java.util.LinkedHashMap<>(headers);
    forged.put("X-WC-Webhook-Signature", signature);
    return new Delivery(url, forged, body);
  }

  public HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }
}
