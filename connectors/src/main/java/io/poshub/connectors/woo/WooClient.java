package io.poshub.connectors.woo;

import io.poshub.connectors.woo.WooAnswer.Unavailable;
import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Calls shops, one request at a time: bounded in time and size, redirects unfollowed. Virtual
 * threads: it blocks.
 */
public final class WooClient {
  /** A page of a hundred large orders is about 2 MiB. */
  static final int ANSWER_MAX_BYTES = 32 * 1024 * 1024;

  private static final Duration CONNECT_WAIT = Duration.ofSeconds(5);
  static final Duration ANSWER_WAIT = Duration.ofSeconds(20);
  private static final String INVALID_ID = "_invalid_id";

  private final HttpClient http;
  private final StoreGuard guard;
  private final InstantSource clock;
  private final Duration answerWait;

  public WooClient(Executor threads, StoreGuard guard, InstantSource clock) {
    this(threads, guard, clock, ANSWER_WAIT);
  }

  /**
   * Makes a client.
   *
   * @param answerWait how long an answer is waited for
   */
  public WooClient(Executor threads, StoreGuard guard, InstantSource clock, Duration answerWait) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WAIT)
            .executor(threads)
            .build();
    this.guard = guard;
    this.clock = clock;
    this.answerWait = answerWait;
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
    try {
      if (!guard.allows(store.address().host())) {
        return new WooAnswer.TargetRefused();
      }
      HttpResponse<byte[]> response =
          http.send(
              request(store, method, path, query, body),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_MAX_BYTES));
      return answer(response);
    } catch (UnknownHostException e) {
      return new Unavailable("the shop's host has no address", null);
    } catch (HttpTimeoutException e) {
      return new Unavailable("the shop did not answer in time", null);
    } catch (IOException e) {
      return new Unavailable("the connection to the shop broke", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unavailable("the hub is stopping", null);
    }
  }

  private HttpRequest request(
      Store store,
      String method,
      String path,
      Map<String, String> query,
      @Nullable JsonValue body) {
    URI address = URI.create(store.address().text() + path);
    boolean tls = store.address().isTls();
    Map<String, String> params =
        tls
            ? query
            : OAuthSignature.sign(
                method,
                address,
                query,
                store.keys(),
                UUID.randomUUID().toString(),
                clock.instant());
    String joined = OAuthSignature.joined(params);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(joined.isEmpty() ? address : URI.create(address + "?" + joined))
            .timeout(answerWait)
            .header("Accept", "application/json")
            .header("User-Agent", "pos-hub");
    if (tls) {
      request.header("Authorization", store.keys().basic());
    }
    if (body == null) {
      return request.method(method, BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofByteArray(Json.writeBytes(body)))
        .build();
  }

  private WooAnswer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
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
      default ->
          new Unavailable(
              "the shop answered " + status,
              RetryAfter.parse(
                  response.headers().firstValue("Retry-After").orElse(null), clock.instant()));
    };
  }

  private static @Nullable JsonValue json(byte[] body) {
    try {
      return Json.parse(body);
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

  private static @Nullable Integer total(HttpResponse<byte[]> response) {
    String text = response.headers().firstValue("X-WP-Total").orElse("");
    return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
  }
}
