package io.poshub.chaos.check;

import io.poshub.chaos.history.ProcessHistory;
import io.poshub.chaos.history.ProcessHistory.CallSpan;
import io.poshub.chaos.history.ProcessHistory.Stop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The process: comes up again, ends with 0 in time, and answers what is in flight first. */
final class ProcessRules {
  /** The drain's default of 10 s, and time to close. */
  static final Duration STOP_MAX = Duration.ofSeconds(15);

  /** A call that began so long before the signal has reached the hub. */
  static final long ARRIVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String HUB = "hub";

  private ProcessRules() {}

  static void check(ProcessHistory history, Findings findings) {
    history.failedStarts().forEach(why -> findings.add(ViolationKind.START_FAILED, HUB, why));
    for (Stop stop : history.stops()) {
      Integer code = stop.exitCode();
      if (code == null || code != 0 || stop.tookMillis() > STOP_MAX.toMillis()) {
        findings.add(
            ViolationKind.STOP_FAILED,
            HUB,
            "exit code " + code + " in " + stop.tookMillis() + " ms");
      }
      for (CallSpan call : history.calls()) {
        if (!call.answered() && isInFlight(call, stop) && !isDisturbed(call, history)) {
          findings.add(ViolationKind.DROPPED_IN_FLIGHT, HUB, call.toString());
        }
      }
    }
  }

  private static boolean isInFlight(CallSpan call, Stop stop) {
    return call.span().fromNanos() + ARRIVED_NANOS <= stop.signalNanos()
        && call.span().toNanos() > stop.signalNanos();
  }

  private static boolean isDisturbed(CallSpan call, ProcessHistory history) {
    return history.disturbances().stream().anyMatch(span -> span.touches(call.span()));
  }
}
