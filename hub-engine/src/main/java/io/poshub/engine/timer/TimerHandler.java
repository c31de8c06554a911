package io.poshub.engine.timer;

import io.poshub.engine.tenant.Tenant;
import java.util.concurrent.CompletableFuture;

/** Does what a timer was set for. */
@FunctionalInterface
public interface TimerHandler {

  /**
   * Called on a virtual thread when the time has come; may be called again for the same timer, by
   * another node too. A command of its own drops or resets the timer through {@link TimerSet} and
   * has its effect in the same transaction: what finds nothing left to do only drops.
   *
   * @return completes when the command has; exceptionally if the timer shall come again
   */
  CompletableFuture<?> fire(Tenant tenant, String ref);
}
