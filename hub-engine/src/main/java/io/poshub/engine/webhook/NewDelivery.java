package io.poshub.engine.webhook;

import static java.util.Objects.requireNonNull;

import io.poshub.protocol.EventType;
import java.time.Instant;

/** An event about to be queued for a webhook. */
record NewDelivery(
    String id, String webhookId, String eventId, EventType type, String body, Instant at) {
  NewDelivery {
    requireNonNull(id, "id is null");
    requireNonNull(webhookId, "webhookId is null");
    requireNonNull(eventId, "eventId is null");
    requireNonNull(body, "body is null");
  }
}
