package io.poshub.connectors.sweep;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sets a timer, or drops it.
 *
 * @param dueAt null to drop it
 */
record SetTimer(TimerKind kind, String ref, @Nullable Instant dueAt) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {}

  @Override
  public Boolean decide(Batch batch) {
    TimerSet timers = batch.rows(TimerSet.KIND);
    if (dueAt == null) {
      timers.drop(kind, ref);
    } else {
      timers.set(kind, ref, dueAt);
    }
    return true;
  }
}
