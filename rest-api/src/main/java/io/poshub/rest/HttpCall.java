package io.poshub.rest;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One complete request as the gateway received it.
 *
 * @param path the undecoded path, without query
 * @param query the undecoded query, without {@code ?}; empty if there is none
 * @param headers may be read on any thread
 * @param remote the peer's address, for limits and logs
 * @param requestId the caller's own {@code X-Request-Id} if it was acceptable, else a fresh one
 */
public record HttpCall(
    String method,
    String path,
    String query,
    Headers headers,
    byte[] body,
    String remote,
    String requestId) {
  public HttpCall {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(query, "query is null");
    requireNonNull(body, "body is null");
    requireNonNull(remote, "remote is null");
    requireNonNull(requestId, "requestId is null");
    requireNonNull(headers, "headers is null");
  }

  /** The headers of a request. */
  @FunctionalInterface
  public interface Headers {
    /** A header by its lower-case name; a repeated one's values are joined by comma and space. */
    @Nullable String get(String name);

    static Headers of(Map<String, String> values) {
      return Map.copyOf(values)::get;
    }
  }

  /** A header by its lower-case name. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Keys travel in headers and codes in paths: neither belongs in a log. */
  @Override
  public String toString() {
    return "HttpCall[" + method + ", requestId=" + requestId + "]";
  }
}
