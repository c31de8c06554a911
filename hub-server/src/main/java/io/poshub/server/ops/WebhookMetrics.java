package io.poshub.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.poshub.engine.webhook.WebhookListener;
import io.poshub.protocol.webhook.DisabledReason;
import io.poshub.server.metrics.LatencyBuckets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what becomes of webhook deliveries. Virtual threads. */
public final class WebhookMetrics implements WebhookListener {
  private final Timer taken;
  private final Timer failed;
  private final Counter givenUp;
  private final Map<DisabledReason, Counter> disabled = new EnumMap<>(DisabledReason.class);

  public WebhookMetrics(MeterRegistry registry) {
    this.taken = attempts(registry, "taken");
    this.failed = attempts(registry, "failed");
    this.givenUp =
        Counter.builder("hub_webhook_given_up_total")
            .description("Webhook deliveries that are not tried again")
            .register(registry);
    for (DisabledReason reason : DisabledReason.values()) {
      disabled.put(
          reason,
          Counter.builder("hub_webhook_disabled_total")
              .description("Webhooks that nothing is sent to any more")
              .tag("reason", reason.wire())
              .register(registry));
    }
  }

  @Override
  public void onAttempt(boolean success, long durationNanos) {
    (success ? taken : failed).record(durationNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onGivenUp(int deliveries) {
    givenUp.increment(deliveries);
  }

  @Override
  public void onDisabled(DisabledReason reason) {
    Counter counter = disabled.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  private static Timer attempts(MeterRegistry registry, String outcome) {
    return Timer.builder("hub_webhook_attempt_seconds")
        .description("Attempts to deliver to a webhook")
        .tag("outcome", outcome)
        .serviceLevelObjectives(LatencyBuckets.all())
        .register(registry);
  }
}
