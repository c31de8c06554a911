package io.poshub.chaos.round;

import io.poshub.chaos.check.Checker;
import io.poshub.chaos.check.Violation;
import io.poshub.chaos.check.ViolationKind;
import io.poshub.chaos.history.StreamRow;
import io.poshub.chaos.plan.Fault;
import io.poshub.chaos.plan.RoundPlan;
import io.poshub.chaos.plan.TillMove;
import io.poshub.chaos.plan.WriterPlan;
import io.poshub.chaos.shop.Writer;
import io.poshub.chaos.till.Till;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays a round and lets the checker judge it. Main thread; each actor on a virtual one. */
public final class RoundRunner {
  /** Writers' patience, a kill while starting, and two starts on a busy machine. */
  static final Duration TRAFFIC_MAX = Duration.ofMinutes(5);

  /** From the moment everything works again until every till must have everything. */
  static final Duration CATCH_UP_MAX = Duration.ofSeconds(45);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final World world;
  private final FaultRunner faults;

  RoundRunner(World world) {
    this.world = world;
    this.faults = new FaultRunner(world);
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
      play(plan);
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
    settle(healedNanos + CATCH_UP_MAX.toNanos());
    long settleMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healedNanos);
    List<Violation> violations = new ArrayList<>(judgeProcess());
    for (TenantWorld tenant : world.tenants()) {
      violations.addAll(judge(tenant, false));
      tenant.sendVisitorsHome();
    }
    return new Verdict(violations, settleMillis);
  }

  private List<Violation> judgeProcess() {
    return Checker.check(world.processLog().history(world.calls().spans()));
  }

  private void play(RoundPlan plan) throws IOException, InterruptedException {
    List<Callable<Void>> actors = new ArrayList<>();
    for (WriterPlan writer : plan.writers()) {
      actors.add(() -> {
        new Writer(writer, world.tenants().get(writer.tenant()).shop()).run();
        return null;
      });
    }
    for (Fault fault : plan.faults()) {
      actors.add(() -> {
        Thread.sleep(fault.atMillis());
        faults.run(fault);
        return null;
      });
    }
    for (TillMove move : plan.moves()) {
      actors.add(() -> {
        Thread.sleep(move.atMillis());
        move(world.tenants().get(move.tenant()).tills().get(move.till()), move);
        return null;
      });
    }
    actors.add(() -> {
      receiveVisitors(plan);
      return null;
    });
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService stage = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Void> guard =
          stage.submit(() -> {
            faults.guard(done);
            return null;
          });
      try {
        for (Future<Void> actor :
            stage.invokeAll(actors, TRAFFIC_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
          join(actor);
        }
      } finally {
        done.countDown();
      }
      join(guard);
    }
  }

  private static void join(Future<Void> actor) throws IOException, InterruptedException {
    try {
      actor.get();
    } catch (CancellationException e) {
      throw new IOException("a round did not end in " + TRAFFIC_MAX.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("an actor failed: " + e.getCause(), e);
    }
  }

  private static void move(Till till, TillMove move) {
    switch (move.kind()) {
      case DROP -> till.drop();
      case PAUSE -> till.pause(move.durationMillis());
      case TWIN -> till.twin();
    }
  }

  private void receiveVisitors(RoundPlan plan) throws InterruptedException {
    long beganNanos = System.nanoTime();
    for (int i = 0; i < world.tenants().size(); i++) {
      long dueNanos = beganNanos + TimeUnit.MILLISECONDS.toNanos(plan.visitorAtMillis().get(i));
      TimeUnit.NANOSECONDS.sleep(Math.max(0, dueNanos - System.nanoTime()));
      TenantWorld tenant = world.tenants().get(i);
      tenant.visit(tenant.visitor(plan.round()));
    }
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

  /** At the end: all ledgers, and the whole stream, which must read as it did before. */
  public List<Violation> judgeEverything() throws IOException, InterruptedException {
    List<Violation> violations = new ArrayList<>();
    for (TenantWorld tenant : world.tenants()) {
      violations.addAll(judge(tenant, true));
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
