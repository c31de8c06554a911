package io.poshub.rest;

import io.poshub.protocol.ErrorCode;

/** Told how the door is doing, for metrics. Called on the answering thread; must not block. */
public interface CallListener {
  /** The route of a call that met none, so that strangers cannot make up label values. */
  String NO_ROUTE = "none";

  /** A listener that hears nothing. */
  CallListener NONE = new CallListener() {};

  /**
   * A call was answered.
   *
   * @param route the route's template, for example {@code /api/{tenant}/orders/{id}}, or {@link
   *     #NO_ROUTE}
   */
  default void onAnswered(String method, String route, int status, long durationNanos) {}

  /** A call was answered with a problem. */
  default void onRefused(ErrorCode code) {}
}
