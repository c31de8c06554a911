package io.poshub.engine.webhook;

import io.poshub.protocol.webhook.DisabledReason;
import io.poshub.protocol.webhook.Webhook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a webhook's target has been doing. */
record Health(
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable Instant failingSince,
    @Nullable DisabledReason disabledReason) {

  static Health of(Webhook webhook) {
    return new Health(
        webhook.lastSuccessAt(),
        webhook.lastFailureAt(),
        webhook.failingSince(),
        webhook.disabledReason());
  }
}
