package io.poshub.rest.call;

import io.poshub.rest.HttpReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets pollers ask "has it changed?": the body's hash is its {@code ETag}, and whoever has that
 * body already gets 304 without one. Any thread.
 */
public final class ConditionalRead {
  private static final String TAG = "ETag";
  public static final String CONDITION = "if-none-match";
  private static final int TAG_BYTES = 16;

  private ConditionalRead() {}

  /** The answer with its tag; anything but a success has none. */
  public static HttpReply tagged(HttpReply reply) {
    return reply.status() != 200 || reply.headers().containsKey(TAG)
        ? reply
        : reply.with(headers(tag(reply.body())));
  }

  /** A tagged answer, or 304 for whoever has it. */
  public static HttpReply apply(HttpReply tagged, @Nullable String ifNoneMatch) {
    String tag = tagged.headers().get(TAG);
    if (tagged.status() != 200 || tag == null || ifNoneMatch == null) {
      return tagged;
    }
    return matches(ifNoneMatch, tag) ? HttpReply.empty(304).with(headers(tag)) : tagged;
  }

  private static Map<String, String> headers(String tag) {
    return Map.of(TAG, tag, "Cache-Control", "private, no-cache");
  }

  static String tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      byte[] start = Arrays.copyOf(hash, TAG_BYTES);
      return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Weak comparison, as RFC 9110 asks of {@code If-None-Match}; our tags hold no comma. */
  static boolean matches(String header, String tag) {
    if (header.strip().equals("*")) {
      return true;
    }
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
        .anyMatch(given ->
            MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), tag.getBytes(StandardCharsets.UTF_8)));
  }
}
