package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

/**
 * A delivery whose time has come.
 *
 * @param attempts how many were made so far
 */
record PendingDelivery(String id, String eventId, String body, int attempts) {
  PendingDelivery {
    requireNonNull(id, "id is null");
    requireNonNull(eventId, "eventId is null");
    requireNonNull(body, "body is null");
  }

  boolean isFresh() {
    return attempts == 0;
  }
}
