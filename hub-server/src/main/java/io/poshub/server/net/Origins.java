package io.poshub.server.net;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Set;

/** Lets pages of allowed origins call the hub from a browser (CORS). Any thread. */
final class Origins {
  private static final String EXPOSED =
      "X-Request-Id, ETag, Location, Retry-After, Idempotent-Replayed, RateLimit, RateLimit-Policy";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "X-API-Key, Authorization, X-Tenant-ID, X-Request-Id, Content-Type, Idempotency-Key, If-Match,"
          + " If-None-Match, X-Gift-Card-Pin";
  private static final String PREFLIGHT_MAX_AGE_S = "600";

  private final Set<String> allowed;

  Origins(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaderNames.ORIGIN)
        && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  void addPreflightHeaders(String origin, HttpHeaders headers) {
    if (allowed.contains(origin)) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_MAX_AGE_S);
    }
  }

  /** For every answer; {@code origin} is empty if the request had none. */
  void addHeaders(String origin, HttpHeaders headers) {
    if (allowed.isEmpty()) {
      return;
    }
    headers.add(HttpHeaderNames.VARY, "Origin");
    if (allowed.contains(origin)) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }
}
