package io.poshub.protocol.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook without its secret.
 *
 * @param events the wire names of the types it is sent
 * @param failingSince when the failures began that no success has ended yet
 * @param givenUp deliveries that were never taken
 */
public record Webhook(
    String id,
    String url,
    List<String> events,
    WebhookStatus status,
    Instant createdAt,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable Instant failingSince,
    @Nullable DisabledReason disabledReason,
    long givenUp) {
  public Webhook {
    requireNonNull(id, "id is null");
    requireNonNull(url, "url is null");
    events = List.copyOf(events);
    requireNonNull(status, "status is null");
    requireNonNull(createdAt, "createdAt is null");
  }
}
