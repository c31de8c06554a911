package io.poshub.rest.door;

import io.poshub.engine.tenant.AuthResult;
import io.poshub.protocol.ErrorCode;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.CallListener;
import io.poshub.rest.Doorkeeper;
import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpDoor;
import io.poshub.rest.HttpReply;
import io.poshub.rest.Refusal;
import io.poshub.rest.RefusedException;
import io.poshub.rest.call.Query;
import io.poshub.rest.call.Request;
import io.poshub.rest.call.SharedReads;
import io.poshub.rest.call.TenantRequest;
import io.poshub.rest.call.UnchangedReads;
import io.poshub.rest.door.RouteTable.Match;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests. {@link #handle} runs on the request's virtual thread, {@link #handleAtOnce} on
 * the connection's loop; the order of the steps is what a caller with several mistakes is told
 * first.
 */
public final class RestApi implements HttpDoor {
  /** A larger body is read on a thread of its own: a loop has others to serve. */
  static final int AT_ONCE_BODY_MAX_BYTES = 16 * 1024;

  private final RouteTable routes;
  private final Gate gate;
  private final RateLimits rateLimits;
  private final UnchangedReads unchanged;
  private final SharedReads shared = new SharedReads();
  private final CallListener listener;
  private final LongSupplier nanoClock;
  private final Executor workers;

  RestApi(
      List<Route> routes,
      Doorkeeper doorkeeper,
      RateLimits rateLimits,
      UnchangedReads unchanged,
      CallListener listener,
      LongSupplier nanoClock,
      Executor workers) {
    this.routes = new RouteTable(routes);
    this.gate = new Gate(doorkeeper);
    this.rateLimits = rateLimits;
    this.unchanged = unchanged;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.workers = workers;
  }

  @Override
  public CompletionStage<HttpReply> handle(HttpCall call) {
    return answered(call, workers, null, null);
  }

  @Override
  public @Nullable CompletionStage<HttpReply> handleAtOnce(HttpCall call, Executor loop) {
    if (!(routes.find(call.method(), call.path()) instanceof Match.Found found)
        || !(found.route().access() instanceof Route.Access.Keys keys)) {
      return null;
    }
    HttpReply same = found.route().remembered() ? unchanged.known(tenant(found), call) : null;
    boolean prompt =
        keys.pace() == Route.Pace.PROMPT && call.body().length <= AT_ONCE_BODY_MAX_BYTES;
    if (same == null && !prompt) {
      return null;
    }
    AuthResult known = gate.knownCaller(call);
    return known == null ? null : answered(call, loop, known, same);
  }

  /**
   * Answers a call.
   *
   * @param writer puts answers into words that others have found
   * @param known who calls, or null if the database is to be asked
   * @param same what whoever may ask is told without reading it, or null
   */
  private CompletionStage<HttpReply> answered(
      HttpCall call, Executor writer, @Nullable AuthResult known, @Nullable HttpReply same) {
    Answering answering = new Answering(call, unchanged, listener, nanoClock);
    return dispatched(call, writer, known, same, answering).handle(answering::finish);
  }

  @Override
  public int maxBodyBytes(String method, String path) {
    return routes.find(method, path) instanceof Match.Found(Route route, Map<String, String> _)
        ? route.body().maxBytes()
        : Limits.BODY_MAX_BYTES;
  }

  private CompletionStage<HttpReply> dispatched(
      HttpCall call,
      Executor writer,
      @Nullable AuthResult known,
      @Nullable HttpReply same,
      Answering answering) {
    try {
      return dispatch(call, writer, known, same, answering);
    } catch (RuntimeException | StackOverflowError e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletionStage<HttpReply> dispatch(
      HttpCall call,
      Executor writer,
      @Nullable AuthResult known,
      @Nullable HttpReply same,
      Answering answering) {
    Match.Found found = find(call);
    Route route = found.route();
    answering.found(route);
    return switch (route.access()) {
      case Route.Access.Open(Function<Request, HttpReply> handler) ->
          CompletableFuture.completedStage(handler.apply(request(call, found)));
      case Route.Access.Operator(Function<Request, HttpReply> handler) -> {
        gate.requireOperator(call);
        yield CompletableFuture.completedStage(handler.apply(request(call, found)));
      }
      case Route.Access.Keys keys -> {
        AuthResult caller = known == null ? gate.caller(call) : known;
        TenantRequest request = admit(call, writer, caller, found, keys, answering);
        if (same != null) {
          answering.isKnown();
          yield CompletableFuture.completedStage(same);
        }
        CompletionStage<HttpReply> answer =
            route.shared()
                ? shared.ask(tenant(found), call, () -> keys.handler().apply(request))
                : keys.handler().apply(request);
        yield keys.pace() == Route.Pace.WAITS ? stillIn(call, found, answer) : answer;
      }
    };
  }

  /** Whoever had to wait shows the key again: it may have been revoked meanwhile. */
  private CompletionStage<HttpReply> stillIn(
      HttpCall call, Match.Found found, CompletionStage<HttpReply> answer) {
    if (answer.toCompletableFuture().isDone()) {
      return answer;
    }
    return answer.thenApply(reply -> {
      var _ = Gate.enter(call, gate.caller(call), tenant(found));
      return reply;
    });
  }

  private static String tenant(Match.Found found) {
    return found.path().getOrDefault("tenant", "");
  }

  private TenantRequest admit(
      HttpCall call,
      Executor writer,
      AuthResult caller,
      Match.Found found,
      Route.Access.Keys keys,
      Answering answering) {
    Gate.Entered entered = Gate.enter(call, caller, tenant(found));
    answering.entered(entered.tenant().slug());
    count(entered.caller().keyId(), found.route(), answering);
    Gate.requireRole(entered.caller(), keys.roles());
    return new TenantRequest(entered.tenant(), entered.caller(), request(call, found), writer);
  }

  private void count(String keyId, Route route, Answering answering) {
    RateLimits.Verdict verdict = rateLimits.take(keyId, route.budget());
    answering.counted(verdict.headers());
    if (!verdict.allowed()) {
      throw new RefusedException(
          Refusal.of(ErrorCode.RATE_LIMITED, "This key has used up its budget for now.")
              .withHeader("Retry-After", Long.toString(verdict.retryAfterSeconds())));
    }
  }

  private static Request request(HttpCall call, Match.Found found) {
    JsonValue body = BodyReader.read(found.route().body(), call);
    return new Request(call, found.path(), Query.parse(call.query()), body);
  }

  private Match.Found find(HttpCall call) {
    return switch (routes.find(call.method(), call.path())) {
      case Match.Found found -> found;
      case Match.WrongMethod(String allow) ->
          throw new RefusedException(
              Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "It answers " + allow + ".")
                  .withHeader("Allow", allow));
      case Match.Nothing _ ->
          throw new RefusedException(
              ErrorCode.NOT_FOUND, "Nothing answers at this path; see /openapi.yaml.");
      case Match.Unreadable _ ->
          throw new RefusedException(
              ErrorCode.MALFORMED_REQUEST, "The path must be percent-encoded UTF-8.");
    };
  }
}
