package io.poshub.server.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.poshub.engine.order.Escalation;
import io.poshub.engine.settings.EscalationStep;
import io.poshub.engine.settings.OverdueAction;
import java.util.Locale;

/** Counts what became of orders that nobody accepted. Lane threads. */
public final class EscalationMetrics implements Escalation.Listener {
  private final MeterRegistry registry;

  public EscalationMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (EscalationStep.Action action : EscalationStep.Action.values()) {
      told(action);
    }
    decided(OverdueAction.ACCEPT);
    decided(OverdueAction.REJECT);
  }

  @Override
  public void onTold(EscalationStep.Action action) {
    told(action).increment();
  }

  @Override
  public void onDecided(OverdueAction action) {
    decided(action).increment();
  }

  private Counter told(EscalationStep.Action action) {
    return Counter.builder("hub_orders_overdue_total")
        .description("Steps of escalations that told of an order")
        .tag("action", action.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter decided(OverdueAction action) {
    return Counter.builder("hub_orders_decided_total")
        .description("Orders that were accepted or rejected because nobody did in time")
        .tag("action", action.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
