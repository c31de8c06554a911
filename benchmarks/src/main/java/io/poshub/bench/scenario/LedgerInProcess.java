package io.poshub.bench.scenario;

import io.poshub.bench.ledger.BenchDatabase;
import io.poshub.bench.ledger.EngineLedger;
import io.poshub.bench.ledger.EngineLedger.Card;
import io.poshub.engine.tenant.Tenant;
import java.io.IOException;
import java.util.List;

/** The lane against one transaction a call, in this process. Main thread. */
final class LedgerInProcess {
  private static final String LANE = "engine: lane";
  private static final String PER_CALL = "engine: per call";

  private final Contest contest;
  private final EngineLedger ledger;
  private final int callers;
  private final RoundOptions options;

  private LedgerInProcess(Contest contest, EngineLedger ledger, int callers, RoundOptions options) {
    this.contest = contest;
    this.ledger = ledger;
    this.callers = callers;
    this.options = options;
  }

  static void run(
      Contest contest,
      BenchDatabase database,
      int poolSize,
      int callers,
      RoundOptions options,
      List<LedgerShape> shapes)
      throws IOException, InterruptedException {
    try (EngineLedger ledger = new EngineLedger(database, poolSize)) {
      LedgerInProcess runs = new LedgerInProcess(contest, ledger, callers, options);
      int most = shapes.stream().mapToInt(LedgerShape::tenants).max().orElse(1);
      contest.say("creating " + most + " tenants on " + ledger + " ...");
      List<Tenant> tenants = ledger.createTenants("t", most);
      for (LedgerShape shape : shapes) {
        runs.compare(shape, tenants.subList(0, shape.tenants()));
      }
    }
  }

  private void compare(LedgerShape shape, List<Tenant> tenants)
      throws IOException, InterruptedException {
    List<Card> lane = ledger.sell(tenants, shape.cardsEach());
    List<Card> perCall = ledger.sell(tenants, shape.cardsEach());
    long byLane = ledger.lane(lane, callers, options.warmUp(1)).effects();
    long byCall = ledger.perCall(perCall, callers, options.warmUp(1)).effects();
    for (int round = 1; round <= options.rounds(); round++) {
      EngineLedger.Outcome ofLane = ledger.lane(lane, callers, options.length());
      EngineLedger.Outcome ofCall = ledger.perCall(perCall, callers, options.length());
      byLane += ofLane.effects();
      byCall += ofCall.effects();
      contest.round(shape.variant(), LANE, round, ofLane::figures);
      contest.round(shape.variant(), PER_CALL, round, ofCall::figures);
    }
    contest.require("engine, " + shape.variant(), ledger.isExact(lane, byLane));
    contest.require("per call, " + shape.variant(), ledger.isExact(perCall, byCall));
  }
}
