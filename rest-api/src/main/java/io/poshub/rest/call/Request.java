package io.poshub.rest.call;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.json.Fields;
import io.poshub.protocol.json.JsonValue;
import io.poshub.rest.HttpCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that found its route.
 *
 * @param path the values of the template's variables, decoded
 * @param json the body, where the route takes one
 */
public record Request(
    HttpCall call, Map<String, String> path, Query query, @Nullable JsonValue json) {
  public Request {
    requireNonNull(call, "call is null");
    requireNonNull(query, "query is null");
    path = Map.copyOf(path);
  }

  /** The value of a variable of the route's template. */
  public String path(String variable) {
    return requireNonNull(path.get(variable), "the template has no such variable");
  }

  /** A reader of the body's members. */
  public Fields fields() {
    return Fields.of(requireNonNull(json, "the route takes no body"));
  }

  @Override
  public String toString() {
    return "Request[" + call + "]";
  }
}
