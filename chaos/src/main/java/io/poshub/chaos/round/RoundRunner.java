package io.poshub.chaos.round;

import io.poshub.chaos.check.Checker;
import io.poshub.chaos.check.Violation;
import io.poshub.chaos.check.ViolationKind;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.plan.RoundPlan;
import io.poshub.chaos.shop.StreamReader.StreamLostException;
import io.poshub.chaos.till.Till;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a round be played, waits until all has come to rest, and asks the checker. Main thread. */
public final class RoundRunner {
  /** From the moment everything works again until every till must have everything. */
  static final Duration CATCH_UP_MAX = Duration.ofSeconds(45);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final World world;
  private final Stage stage;

  RoundRunner(World world) {
    this.world = world;
    this.stage = new Stage(world);
  }

  /** Every till's first connection fixes where it starts. */
  void awaitFirstConnections() throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + CATCH_UP_MAX.toNanos();
    for (TenantWorld tenant : world.tenants()) {
      tenant.tills().forEach(Till::start);
      for (Till till : tenant.tills()) {
        if (!till.journal().awaitReached(0, deadlineNanos)) {
          throw new IOException(till.journal().name() + " could not connect: " + till.history());
        }
      }
    }
  }

  /**
   * What a round showed, and how long after the last write and fault it took until all tills had
   * everything.
   */
  public record Verdict(List<Violation> violations, long settleMillis) {
    public Verdict {
      violations = List.copyOf(violations);
    }
  }

  public Verdict run(RoundPlan plan) throws IOException, InterruptedException {
    world.hub().note(plan.summary());
    try {
      stage.play(plan);
    } catch (IOException e) {
      // A hub that does not start is a find and no failure of the simulation.
      List<Violation> found = judgeProcess();
      if (found.isEmpty()) {
        throw e;
      }
      return new Verdict(found, 0);
    }
    heal();
    long healedNanos = System.nanoTime();
    List<Violation> violations = new ArrayList<>(judgeProcess());
    long settleMillis = 0;
    try {
      settle(healedNanos + CATCH_UP_MAX.toNanos());
      settleMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healedNanos);
      for (TenantWorld tenant : world.tenants()) {
        violations.addAll(judge(tenant, false));
        tenant.sendVisitorsHome();
      }
    } catch (StreamLostException e) {
      violations.add(
          new Violation(ViolationKind.STREAM_REWRITTEN, "reader", String.valueOf(e.getMessage())));
    }
    return new Verdict(violations, settleMillis);
  }

  private List<Violation> judgeProcess() {
    return Checker.check(world.processLog().history(world.calls().spans()));
  }

  private void heal() {
    world.lines().values().forEach(line -> line.heal());
    world.tenants().forEach(tenant -> tenant.present().forEach(Till::resume));
  }

  /** Waits until every till has everything and no replaced connection is left, or time is up. */
  private void settle(long deadlineNanos) throws IOException, InterruptedException {
    for (TenantWorld tenant : world.tenants()) {
      long head = tenant.readStream();
      for (Till till : tenant.present()) {
        var _ = till.journal().awaitReached(tenant.lastFor(till, head), deadlineNanos);
        till.journal().mustReach(head);
        awaitReplaced(till, deadlineNanos);
      }
    }
  }

  private static void awaitReplaced(Till till, long deadlineNanos) {
    while (till.olderConnections() > 0 && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /**
   * What the tills saw is taken first, the stream is read after it: whatever was delivered had been
   * committed before.
   */
  private List<Violation> judge(TenantWorld tenant, boolean all)
      throws IOException, InterruptedException {
    var terminals = tenant.terminals();
    tenant.readLedgers(all);
    return Checker.check(tenant.history(terminals));
  }

  /**
   * At the end: all ledgers, as seen from here and by the hub itself, and the whole stream, which
   * must read as it did before.
   */
  public List<Violation> judgeEverything() throws IOException, InterruptedException {
    List<Violation> violations = new ArrayList<>();
    for (TenantWorld tenant : world.tenants()) {
      violations.addAll(judge(tenant, true));
      String slug = tenant.access().slug();
      for (String difference : world.audit().differences(slug)) {
        violations.add(new Violation(ViolationKind.LEDGER_BROKEN, slug, difference));
      }
      List<StreamRow> before = tenant.stream();
      List<StreamRow> again = tenant.readStreamAgain();
      for (int i = 0; i < before.size(); i++) {
        StreamRow now = i < again.size() ? again.get(i) : null;
        if (!before.get(i).equals(now)) {
          violations.add(
              new Violation(
                  ViolationKind.STREAM_REWRITTEN,
                  tenant.access().slug(),
                  "was " + before.get(i).event() + ", is " + now));
        }
      }
    }
    return violations;
  }
}
