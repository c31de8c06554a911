package io.poshub.engine.order;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.settings.EscalationStep;
import io.poshub.engine.settings.OverdueAction;
import io.poshub.engine.settings.Settings;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What happens to an order that goes on waiting. All of it is set when the order becomes pending,
 * by the settings of that moment, and dropped when it no longer is. Each timer's ref says all that
 * its effect needs.
 */
sealed interface EscalationTimer {
  /** {@code order:level:action}. */
  TimerKind STEP = new TimerKind("order_overdue");

  /** {@code order:action}. */
  TimerKind DEADLINE = new TimerKind("order_deadline");

  String SEPARATOR = ":";

  String orderId();

  TimerKind kind();

  String ref();

  /** Tells of the order. */
  record Step(String orderId, int level, EscalationStep.Action action) implements EscalationTimer {
    public Step {
      requireNonNull(orderId, "orderId is null");
      requireNonNull(action, "action is null");
    }

    @Override
    public TimerKind kind() {
      return STEP;
    }

    @Override
    public String ref() {
      return String.join(
          SEPARATOR, orderId, Integer.toString(level), action.name().toLowerCase(Locale.ROOT));
    }

    static Step parse(String ref) {
      String[] parts = ref.split(SEPARATOR, -1);
      return new Step(
          parts[0],
          Integer.parseInt(parts[1]),
          EscalationStep.Action.valueOf(parts[2].toUpperCase(Locale.ROOT)));
    }
  }

  /** Decides in place of the shop. */
  record Deadline(String orderId, OverdueAction action) implements EscalationTimer {
    public Deadline {
      requireNonNull(orderId, "orderId is null");
      requireNonNull(action, "action is null");
    }

    @Override
    public TimerKind kind() {
      return DEADLINE;
    }

    @Override
    public String ref() {
      return orderId + SEPARATOR + action.name().toLowerCase(Locale.ROOT);
    }

    static Deadline parse(String ref) {
      String[] parts = ref.split(SEPARATOR, -1);
      return new Deadline(parts[0], OverdueAction.valueOf(parts[1].toUpperCase(Locale.ROOT)));
    }
  }

  /** The order waits from now on. */
  static void begin(String orderId, Settings settings, Batch batch) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    Instant now = batch.now();
    List<EscalationStep> steps = settings.escalation();
    for (int i = 0; i < steps.size(); i++) {
      Step step = new Step(orderId, i + 1, steps.get(i).action());
      timers.set(STEP, step.ref(), now.plusSeconds(steps.get(i).afterS()));
    }
    if (settings.onOverdue() != OverdueAction.KEEP) {
      Deadline deadline = new Deadline(orderId, settings.onOverdue());
      timers.set(DEADLINE, deadline.ref(), now.plusSeconds(settings.acceptWithinS()));
    }
  }

  /** It waits no longer. */
  static void end(String orderId, Batch batch) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    timers.dropAll(STEP, orderId + SEPARATOR);
    timers.dropAll(DEADLINE, orderId + SEPARATOR);
  }
}
