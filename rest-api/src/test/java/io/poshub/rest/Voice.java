package io.poshub.rest;

import io.poshub.rest.door.RestApi;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Speaks to the door with one key, and one tenant header where there is one. */
public record Voice(RestApi api, @Nullable String key, @Nullable String tenantHeader) {
  private static final long PATIENCE_SECONDS = 20;

  public Answer get(String path) {
    return call("GET", path, null, Map.of());
  }

  public Answer get(String path, Map<String, String> headers) {
    return call("GET", path, null, headers);
  }

  public Answer post(String path, String json) {
    return call("POST", path, json, Map.of());
  }

  public Answer post(String path, String json, String idempotencyKey) {
    return call("POST", path, json, Map.of("idempotency-key", idempotencyKey));
  }

  public Answer put(String path, String json) {
    return call("PUT", path, json, Map.of());
  }

  public Answer patch(String path, String json) {
    return call("PATCH", path, json, Map.of());
  }

  public Answer delete(String path) {
    return call("DELETE", path, null, Map.of());
  }

  public Answer call(
      String method, String path, @Nullable String json, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>();
    if (json != null) {
      all.put("content-type", "application/json");
    }
    all.putAll(headers);
    byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
    return answer(start(method, path, body, all));
  }

  /** Sends and does not wait. */
  public CompletableFuture<HttpReply> start(
      String method, String target, byte[] body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>();
    if (key != null) {
      all.put("x-api-key", key);
    }
    if (tenantHeader != null) {
      all.put("x-tenant-id", tenantHeader);
    }
    all.putAll(headers);
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    HttpCall call =
        new HttpCall(method, path, query, HttpCall.Headers.of(all), body, "127.0.0.1", "request-1");
    CompletionStage<HttpReply> atOnce = api.handleAtOnce(call, Runnable::run);
    return (atOnce == null ? api.handle(call) : atOnce).toCompletableFuture();
  }

  public static Answer answer(CompletableFuture<HttpReply> reply) {
    try {
      return new Answer(reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
