package io.poshub.chaos.shop;

import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import io.poshub.client.http.Refusal;
import io.poshub.protocol.ErrorCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls one tenant's REST door, again and again until there is an answer. Waits on the caller's
 * thread; any thread.
 */
final class HubCaller {
  /** Longer than anything healthy takes, shorter than a round. */
  static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /** Over all attempts: through a kill, a recovery and a restart on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 60;

  private final HttpClient client;
  private final URI hub;
  private final TenantAccess tenant;
  private final CallLog log;

  HubCaller(HttpClient client, URI hub, TenantAccess tenant, CallLog log) {
    this.client = client;
    this.hub = hub;
    this.tenant = tenant;
    this.log = log;
  }

  /** What is called; asking again never does it twice, by its key or by what it names. */
  record Call(String method, String path, @Nullable Object body, @Nullable String idempotencyKey) {

    static Call get(String path) {
      return new Call("GET", path, null, null);
    }
  }

  CallEnd call(Call call) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    boolean again = false;
    for (int attempt = 1; ; attempt++) {
      CallResult result = once(call);
      String last;
      switch (result) {
        case CallResult.Answered answer -> {
          return new CallEnd.Answered(answer.body());
        }
        case CallResult.Refused(Refusal refusal) -> {
          if (!isPassing(refusal)) {
            return new CallEnd.Refused(refusal, again);
          }
          last = refusal.line();
          if (isOutcomeUnknown(refusal)) {
            again = true;
          }
        }
        case CallResult.Unanswered(String why, boolean reached) -> {
          last = why;
          again = again || reached;
        }
      }
      if (System.nanoTime() > deadlineNanos) {
        return new CallEnd.NeverAnswered(attempt, last);
      }
      log.retried();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Says nothing about the call itself: the same one can succeed a moment later. */
  private static boolean isPassing(Refusal refusal) {
    return refusal.status() == 503
        || refusal.status() == 429
        || "request_in_progress".equals(refusal.code());
  }

  private static boolean isOutcomeUnknown(Refusal refusal) {
    return ErrorCode.OUTCOME_UNKNOWN.wire().equals(refusal.code());
  }

  private CallResult once(Call call) throws InterruptedException {
    Map<String, String> headers = new HashMap<>(tenant.headers());
    if (call.idempotencyKey() != null) {
      headers.put("Idempotency-Key", call.idempotencyKey());
    }
    long fromNanos = System.nanoTime();
    CallResult result = await(new HubHttp(client, hub, headers), call);
    if (result instanceof CallResult.Unanswered(String why, boolean reached) && reached) {
      log.unanswered(call.method() + " " + call.path() + ": " + why, fromNanos);
    }
    return result;
  }

  private static CallResult await(HubHttp http, Call call) throws InterruptedException {
    String path = call.path();
    try {
      return http.call(call.method(), path, call.body(), ANSWER_MAX)
          .get(2 * ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new CallResult.Unanswered("the client gave no answer", true);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call's end is never a failure", e);
    }
  }
}
