package io.poshub.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.Json;
import io.poshub.protocol.json.JsonValue;
import io.poshub.protocol.json.MalformedJsonException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The hub's REST door for one caller. Any thread; several may share one {@link HttpClient}. Paths
 * begin with a slash and carry their query.
 */
public final class HubHttp {
  public static final Duration CONNECT_WAIT = Duration.ofSeconds(5);
  public static final Duration ANSWER_WAIT = Duration.ofSeconds(30);

  /** Room for a page of 50 orders of the largest size the hub accepts. */
  public static final int ANSWER_MAX_BYTES = 16 * 1024 * 1024;

  private final HttpClient client;
  private final URI hub;
  private final Map<String, String> headers;

  /** {@code headers} go with every call; they hold the caller's key and are never shown. */
  public HubHttp(HttpClient client, URI hub, Map<String, String> headers) {
    this.client = requireNonNull(client, "client is null");
    this.hub = requireNonNull(hub, "hub is null");
    this.headers = Map.copyOf(headers);
  }

  /** A client with the settings this room expects. */
  public static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WAIT)
        .build();
  }

  /** Text from outside as one path segment or query value. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  public CompletableFuture<CallResult> get(String path, Duration wait) {
    return call("GET", path, null, wait);
  }

  /**
   * Sends one call. The future always ends with an outcome, unless it is cancelled, which gives the
   * call up.
   */
  public CompletableFuture<CallResult> call(
      String method, String path, @Nullable Object body, Duration wait) {
    return send(request(method, path, body == null ? null : Json.writeBytes(body), wait).build());
  }

  /** Sends JSON that is written already, byte for byte the same each time, with further headers. */
  public CompletableFuture<CallResult> post(
      String path, String json, Map<String, String> more, Duration wait) {
    HttpRequest.Builder request = request("POST", path, json.getBytes(UTF_8), wait);
    more.forEach(request::header);
    return send(request.build());
  }

  private CompletableFuture<CallResult> send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> sent =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), ANSWER_MAX_BYTES));
    CompletableFuture<CallResult> result =
        sent.handle((answer, failure) -> answer == null ? unanswered(failure) : read(answer));
    var _ = result.whenComplete((_, _) -> sent.cancel(true));
    return result;
  }

  private HttpRequest.Builder request(
      String method, String path, byte @Nullable [] json, Duration wait) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(wait)
            .header("Accept", "application/json");
    headers.forEach(request::header);
    return json == null
        ? request.method(method, BodyPublishers.noBody())
        : request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(json));
  }

  private String base() {
    String text = hub.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static CallResult read(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      return new CallResult.Refused(
          Refusal.of(answer.statusCode(), answer.headers(), answer.body()));
    }
    try {
      JsonValue body = answer.body().isEmpty() ? new JsonValue.Null() : Json.parse(answer.body());
      return new CallResult.Answered(answer.statusCode(), body, answer.body());
    } catch (MalformedJsonException e) {
      return new CallResult.Unanswered("the answer was not JSON: is this a hub?", true);
    }
  }

  private CallResult unanswered(@Nullable Throwable failure) {
    return new CallResult.Unanswered(why(failure, hub), isReached(failure));
  }

  /** Whether anything listened at the address. */
  public static boolean isReached(@Nullable Throwable failure) {
    Throwable cause = unwrapped(failure);
    return !(cause instanceof ConnectException) && !(cause instanceof HttpConnectTimeoutException);
  }

  /** One line about a failed connection. */
  public static String why(@Nullable Throwable failure, URI hub) {
    return switch (unwrapped(failure)) {
      case ConnectException _, HttpConnectTimeoutException _ -> "nothing answers at " + hub;
      case HttpTimeoutException _ -> "no answer in time from " + hub;
      case Throwable other -> "the connection to " + hub + " broke: " + other.getMessage();
      case null -> "no answer from " + hub;
    };
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
