package io.poshub.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.poshub.connectors.link.ShopListener;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts what passes between the hub and online shops. Any thread. */
public final class ShopMetrics implements ShopListener {
  private final MeterRegistry registry;
  private final Counter healed;

  public ShopMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.healed =
        Counter.builder("hub_shop_webhooks_healed_total")
            .description("Webhooks that a shop had disabled and the hub switched on again")
            .register(registry);
  }

  @Override
  public void onOrder(String what) {
    Counter.builder("hub_shop_orders_total")
        .description("Orders that came from shops, by what came of them")
        .tag("outcome", what)
        .register(registry)
        .increment();
  }

  @Override
  public void onWebhook(String answer) {
    Counter.builder("hub_shop_webhooks_total")
        .description("Webhook deliveries of shops, by their answer")
        .tag("answer", answer)
        .register(registry)
        .increment();
  }

  @Override
  public void onSweep(SweepEnd end, long nanos) {
    Timer.builder("hub_shop_sweep_seconds")
        .description("How long looking through a shop's changes took")
        .tag("outcome", end.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onHealed(int webhooks) {
    healed.increment(webhooks);
  }

  @Override
  public void onJob(String state) {
    Counter.builder("hub_shop_jobs_total")
        .description("Attempts to tell a shop something, by how they ended")
        .tag("state", state)
        .register(registry)
        .increment();
  }
}
