package io.poshub.connectors.woo;

import io.poshub.connectors.woo.WooAnswer.Unavailable;
import io.poshub.engine.outbound.CallAnswer;
import io.poshub.engine.outbound.CallRequest;
import io.poshub.engine.outbound.Caller;
import io.poshub.engine.outbound.OutboundGuard;
import io.poshub.engine.outbound.OutboundTarget;
import io.poshub.engine.outbound.PostAnswer;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls shops, one request at a time, bounded in time and size. The shop's name is resolved once,
 * its addresses are checked, and the connection goes to one of those; redirects are not followed.
 * Virtual threads: it blocks.
 */
public final class WooClient {
  /** A page of a hundred large orders is about 2 MiB. */
  static final int ANSWER_MAX_BYTES = 32 * 1024 * 1024;

  /** From the first packet to the end of the answer; a page of orders takes a slow shop long. */
  public static final Duration ANSWER_WAIT = Duration.ofSeconds(20);

  private static final String INVALID_ID = "_invalid_id";

  private final OutboundGuard guard;
  private final Caller caller;
  private final InstantSource clock;

  public WooClient(OutboundGuard guard, Caller caller, InstantSource clock) {
    this.guard = guard;
    this.caller = caller;
    this.clock = clock;
  }

  public WooAnswer get(Store store, String path, Map<String, String> query) {
    return send(store, "GET", path, query, null);
  }

  WooAnswer send(
      Store store,
      String method,
      String path,
      Map<String, String> query,
      @Nullable JsonValue body) {
    OutboundTarget target = target(store, method, path, query);
    return switch (guard.check(target)) {
      case OutboundGuard.Verdict.Allowed(List<InetAddress> addresses) ->
          answer(caller.call(target, addresses, request(store, method, body)));
      case OutboundGuard.Verdict.Refused _ -> new WooAnswer.TargetRefused();
      case OutboundGuard.Verdict.UnknownHost _ ->
          new Unavailable("the shop's host has no address", null);
    };
  }

  private OutboundTarget target(
      Store store, String method, String path, Map<String, String> query) {
    Map<String, String> params =
        store.address().isTls()
            ? query
            : OAuthSignature.sign(
                method,
                URI.create(store.address().text() + path),
                query,
                store.keys(),
                UUID.randomUUID().toString(),
                clock.instant());
    String joined = OAuthSignature.joined(params);
    return store.address().target(joined.isEmpty() ? path : path + "?" + joined);
  }

  private static CallRequest request(Store store, String method, @Nullable JsonValue body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("User-Agent", "pos-hub");
    if (store.address().isTls()) {
      headers.put("Authorization", store.keys().basic());
    }
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    return new CallRequest(
        method, headers, body == null ? new byte[0] : Json.writeBytes(body), ANSWER_MAX_BYTES);
  }

  private WooAnswer answer(CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Answered answered -> answer(answered);
      case CallAnswer.Failed(PostAnswer.Cause cause) ->
          new Unavailable(
              switch (cause) {
                case TIMEOUT -> "the shop did not answer in time";
                case CONNECTION -> "the connection to the shop broke";
                case TLS -> "the shop's certificate is not in order, or it speaks no TLS";
                case PROTOCOL -> "the shop's answer cannot be read or is too large";
              },
              null);
    };
  }

  private WooAnswer answer(CallAnswer.Answered response) {
    int status = response.status();
    JsonValue body = json(response.body());
    if (status >= 200 && status < 300) {
      return body == null
          ? new Unavailable("the shop's answer is not JSON", null)
          : new WooAnswer.Ok(body, total(response));
    }
    String code = code(body);
    return switch (status) {
      case 401, 403 -> new WooAnswer.NoAccess(status, code);
      case 404 ->
          // Without the plugin every call is a 404 of another kind: nothing is gone then.
          code.endsWith(INVALID_ID)
              ? new WooAnswer.Gone()
              : new Unavailable("nothing answers at the shop's API (" + code + ")", null);
      case 400, 405, 409, 410, 413, 414, 415, 422, 501 ->
          code.endsWith(INVALID_ID) ? new WooAnswer.Gone() : new WooAnswer.Rejected(status, code);
      case 301, 302, 303, 307, 308 ->
          new Unavailable("the shop answers " + status + ": it has moved to another address", null);
      default ->
          new Unavailable(
              "the shop answered " + status,
              RetryAfter.parse(response.header("Retry-After").orElse(null), clock.instant()));
    };
  }

  private static @Nullable JsonValue json(byte[] body) {
    try {
      return Json.parseForeign(body);
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private static String code(@Nullable JsonValue body) {
    return body instanceof JsonValue.Obj object
            && object.members().get("code") instanceof JsonValue.Text(String code)
            && code.matches("[a-z0-9_]{1,80}")
        ? code
        : "no code";
  }

  private static @Nullable Integer total(CallAnswer.Answered response) {
    String text = response.header("X-WP-Total").orElse("");
    return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
  }
}
