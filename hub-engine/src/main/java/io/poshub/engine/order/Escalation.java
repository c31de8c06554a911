package io.poshub.engine.order;

import io.poshub.engine.lane.Lanes;
import io.poshub.engine.settings.EscalationStep;
import io.poshub.engine.settings.OverdueAction;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerHandler;
import io.poshub.engine.timer.TimerKind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sees to orders that go on waiting, when their timers say so. Virtual threads. */
public final class Escalation {
  private final Lanes lanes;
  private final Listener listener;

  public Escalation(Lanes lanes, Listener listener) {
    this.lanes = lanes;
    this.listener = listener;
  }

  /** Told what was done, for the metrics. Lane threads; must not block. */
  public interface Listener {
    Listener NONE =
        new Listener() {
          @Override
          public void onTold(EscalationStep.Action action) {}

          @Override
          public void onDecided(OverdueAction action) {}
        };

    void onTold(EscalationStep.Action action);

    void onDecided(OverdueAction action);
  }

  public Map<TimerKind, TimerHandler> timers() {
    return Map.of(EscalationTimer.STEP, this::tell, EscalationTimer.DEADLINE, this::decide);
  }

  private CompletableFuture<?> tell(Tenant tenant, String ref) {
    EscalationTimer.Step step = EscalationTimer.Step.parse(ref);
    return lanes
        .submit(tenant, new EscalateOrder(step))
        .thenAccept(told -> {
          if (told) {
            listener.onTold(step.action());
          }
        });
  }

  private CompletableFuture<?> decide(Tenant tenant, String ref) {
    EscalationTimer.Deadline deadline = EscalationTimer.Deadline.parse(ref);
    return lanes
        .submit(tenant, new DecideOrder(deadline))
        .thenAccept(decided -> {
          if (decided) {
            listener.onDecided(deadline.action());
          }
        });
  }
}
