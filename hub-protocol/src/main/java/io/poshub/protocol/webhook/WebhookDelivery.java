package io.poshub.protocol.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param attempt how many were made
 * @param responseStatus what the target answered last; null if it did not
 * @param at when the last attempt was made, or when there was none yet, when it was queued
 * @param nextAt when it is tried next; null once it is over
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WebhookDelivery(
    String id,
    String eventId,
    String type,
    int attempt,
    DeliveryStatus status,
    @Nullable Integer responseStatus,
    @Nullable DeliveryError error,
    Instant at,
    @Nullable Instant nextAt) {
  public WebhookDelivery {
    requireNonNull(id, "id is null");
    requireNonNull(eventId, "eventId is null");
    requireNonNull(type, "type is null");
    requireNonNull(status, "status is null");
    requireNonNull(at, "at is null");
  }
}
