package io.poshub.rest.door;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.Limits;
import io.poshub.protocol.tenant.Role;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Request;
import io.poshub.rest.call.TenantRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One endpoint.
 *
 * @param polling what there is for those who ask again and again
 */
record Route(
    String method,
    PathTemplate template,
    Access access,
    Budget budget,
    Body body,
    Polling polling) {
  Route {
    requireNonNull(method, "method is null");
    requireNonNull(template, "template is null");
    requireNonNull(access, "access is null");
    requireNonNull(polling, "polling is null");
  }

  /** Who may call, and who answers. */
  sealed interface Access {

    /** Anybody. */
    record Open(Function<Request, HttpReply> handler) implements Access {}

    /** Whoever has the operator token. */
    record Operator(Function<Request, HttpReply> handler) implements Access {}

    /** Whoever has a key of the path's tenant with one of these roles. */
    record Keys(
        Set<Role> roles, Pace pace, Function<TenantRequest, CompletionStage<HttpReply>> handler)
        implements Access {
      public Keys {
        requireNonNull(pace, "pace is null");
        roles = Set.copyOf(roles);
      }
    }
  }

  /** How a handler runs. */
  enum Pace {
    /** It blocks, so it needs a thread of its own. */
    BLOCKS,
    /** It blocks, and may answer much later: who waited so long shows the key again. */
    WAITS,
    /** It never blocks, so the connection's own loop may run it. */
    PROMPT
  }

  /** What pollers get. */
  enum Polling {
    NONE,
    /** The answer carries an {@code ETag}. */
    TAGGED,
    /** And it changes with what is written only, or says so: it may be known without reading it. */
    REMEMBERED
  }

  /** What a call is counted against. */
  enum Budget {
    DEFAULT,
    MONEY
  }

  /** What a route does with a body. */
  enum Body {
    /** It takes none and ignores one that comes along. */
    NONE(Limits.BODY_MAX_BYTES),
    JSON(Limits.BODY_MAX_BYTES),
    /** Sending nothing is sending an empty object. */
    OPTIONAL_JSON(Limits.BODY_MAX_BYTES),
    LARGE_JSON(Limits.LARGE_BODY_MAX_BYTES),
    /** The handler reads the bytes itself: their signature counts. */
    BYTES(Limits.LARGE_BODY_MAX_BYTES);

    private final int maxBytes;

    Body(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    int maxBytes() {
      return maxBytes;
    }
  }

  static Route get(String path, Set<Role> roles, Function<TenantRequest, HttpReply> handler) {
    return read(
        path,
        roles,
        Pace.BLOCKS,
        request -> CompletableFuture.completedStage(handler.apply(request)));
  }

  /** A read that may answer later without holding its thread. */
  static Route waiting(
      String path, Set<Role> roles, Function<TenantRequest, CompletionStage<HttpReply>> handler) {
    return read(path, roles, Pace.WAITS, handler);
  }

  /** For a handler that never blocks. */
  static Route prompt(
      String path, Set<Role> roles, Function<TenantRequest, CompletionStage<HttpReply>> handler) {
    return read(path, roles, Pace.PROMPT, handler);
  }

  private static Route read(
      String path,
      Set<Role> roles,
      Pace pace,
      Function<TenantRequest, CompletionStage<HttpReply>> handler) {
    return new Route(
        "GET",
        PathTemplate.of(path),
        new Access.Keys(roles, pace, handler),
        Budget.DEFAULT,
        Body.NONE,
        Polling.NONE);
  }

  static Route post(String path, Set<Role> roles, Function<TenantRequest, HttpReply> handler) {
    return get(path, roles, handler).as("POST", Body.JSON);
  }

  static Route patch(String path, Set<Role> roles, Function<TenantRequest, HttpReply> handler) {
    return get(path, roles, handler).as("PATCH", Body.JSON);
  }

  static Route put(String path, Set<Role> roles, Function<TenantRequest, HttpReply> handler) {
    return get(path, roles, handler).as("PUT", Body.JSON);
  }

  static Route delete(String path, Set<Role> roles, Function<TenantRequest, HttpReply> handler) {
    return get(path, roles, handler).as("DELETE", Body.NONE);
  }

  static Route operator(
      String method, String path, Body body, Function<Request, HttpReply> handler) {
    return new Route(
        method,
        PathTemplate.of(path),
        new Access.Operator(handler),
        Budget.DEFAULT,
        body,
        Polling.NONE);
  }

  static Route open(String method, String path, Function<Request, HttpReply> handler) {
    return new Route(
        method,
        PathTemplate.of(path),
        new Access.Open(handler),
        Budget.DEFAULT,
        Body.NONE,
        Polling.NONE);
  }

  /** For a handler that reads a body. */
  Route posted() {
    return as("POST", Body.JSON);
  }

  Route withBytes() {
    return as(method, Body.BYTES);
  }

  /** Counts against the budget of calls that move money or points. */
  Route money() {
    return new Route(method, template, access, Budget.MONEY, body, polling);
  }

  Route withoutBody() {
    return as(method, Body.NONE);
  }

  Route withOptionalBody() {
    return as(method, Body.OPTIONAL_JSON);
  }

  Route withLargeBody() {
    return as(method, Body.LARGE_JSON);
  }

  Route withETag() {
    return new Route(method, template, access, budget, body, Polling.TAGGED);
  }

  /** For answers that change with what the tenant's lane or its terminals write, and only so. */
  Route withRememberedETag() {
    return new Route(method, template, access, budget, body, Polling.REMEMBERED);
  }

  boolean polled() {
    return polling != Polling.NONE;
  }

  boolean remembered() {
    return polling == Polling.REMEMBERED;
  }

  /** Whether one read may answer all who ask the same at once; not if it may wait for news. */
  boolean shared() {
    return remembered() && access instanceof Access.Keys keys && keys.pace() == Pace.BLOCKS;
  }

  private Route as(String otherMethod, Body otherBody) {
    return new Route(otherMethod, template, access, budget, otherBody, polling);
  }
}
