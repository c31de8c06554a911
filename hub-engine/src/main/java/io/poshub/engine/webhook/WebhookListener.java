package io.poshub.engine.webhook;

import io.poshub.protocol.webhook.DisabledReason;

/** Told what becomes of deliveries, for the metrics. Virtual threads; must not block. */
public interface WebhookListener {
  WebhookListener NONE =
      new WebhookListener() {
        @Override
        public void onAttempt(boolean success, long durationNanos) {}

        @Override
        public void onGivenUp(int deliveries) {}

        @Override
        public void onDisabled(DisabledReason reason) {}
      };

  void onAttempt(boolean success, long durationNanos);

  void onGivenUp(int deliveries);

  void onDisabled(DisabledReason reason);
}
