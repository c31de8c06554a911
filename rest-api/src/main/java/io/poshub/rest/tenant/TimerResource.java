package io.poshub.rest.tenant;

import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.Timers;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.Request;
import java.util.function.Function;

/** {@code /admin/tenants/{slug}/timers}: what the hub gave up on. Virtual threads. */
public final class TimerResource {
  private final Timers timers;
  private final Function<Request, Tenant> tenants;

  /**
   * @param tenants finds the tenant of the path, or ends the call
   */
  public TimerResource(Timers timers, Function<Request, Tenant> tenants) {
    this.timers = timers;
    this.tenants = tenants;
  }

  public HttpReply list(Request request) {
    return Answers.of(200, "timers", timers.dead(tenants.apply(request).slug()));
  }

  public HttpReply retry(Request request) {
    return Answers.of(200, "retried", timers.revive(tenants.apply(request).slug()));
  }
}
