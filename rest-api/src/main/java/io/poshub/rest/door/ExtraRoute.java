package io.poshub.rest.door;

import static java.util.Objects.requireNonNull;

import io.poshub.rest.HttpCall;
import io.poshub.rest.HttpReply;
import java.util.function.Function;

/**
 * An endpoint the server adds, such as its metrics: without a tenant, for operators or for anybody.
 */
public record ExtraRoute(
    String method, String path, boolean operatorOnly, Function<HttpCall, HttpReply> handler) {
  public ExtraRoute {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(handler, "handler is null");
  }

  Route route() {
    return operatorOnly
        ? Route.operator(method, path, Route.Body.NONE, request -> handler.apply(request.call()))
        : Route.open(method, path, request -> handler.apply(request.call()));
  }
}
