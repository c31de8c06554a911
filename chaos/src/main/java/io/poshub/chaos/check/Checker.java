package io.poshub.chaos.check;

import io.poshub.chaos.history.ProcessHistory;
import io.poshub.chaos.history.TenantHistory;
import java.util.List;

/** The judge: sees recorded histories and nothing else. */
public final class Checker {

  private Checker() {}

  /** Everything that is wrong with what was seen of one tenant. */
  public static List<Violation> check(TenantHistory history) {
    Findings findings = new Findings();
    StreamRules.check(history, findings);
    DeliveryRules.check(history, findings);
    OrderRules.check(history, findings);
    LedgerRules.check(history, findings);
    return findings.all();
  }

  /** Everything that is wrong with how the process was started and stopped. */
  public static List<Violation> check(ProcessHistory history) {
    Findings findings = new Findings();
    ProcessRules.check(history, findings);
    return findings.all();
  }
}
