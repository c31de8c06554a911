package io.poshub.chaos.round;

import io.poshub.chaos.history.ProcessHistory.CallSpan;
import io.poshub.chaos.history.ProcessHistory.Span;
import io.poshub.chaos.plan.Fault;
import io.poshub.chaos.plan.Line;
import io.poshub.chaos.proxy.ProxyMode;
import io.poshub.chaos.proxy.TcpProxy;
import io.poshub.client.http.CallResult;
import io.poshub.client.http.HubHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets faults happen, each on a thread of its own; those of the processes one at a time. A killed
 * hub is started again, a killed database is left to its hub.
 */
final class FaultRunner {
  /** Polls that are in flight when the hub is told to stop, and must be answered. */
  private static final int POLLS_IN_FLIGHT = 3;

  private static final long POLL_LEAD_MILLIS = 300;
  private static final Duration POLL_ANSWER_MAX = Duration.ofSeconds(30);
  private static final int DELAY_MILLIS = 30;
  private static final long GUARD_EVERY_MILLIS = 200;

  /** How long before it was noticed a hub may have been gone. */
  private static final long GUARD_SLACK_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final World world;
  private final ReentrantLock process = new ReentrantLock();

  FaultRunner(World world) {
    this.world = world;
  }

  void run(Fault fault) throws IOException, InterruptedException {
    if (fault.kind().isNetwork()) {
      disturb(fault);
      return;
    }
    process.lockInterruptibly();
    try {
      world.hub().note("fault: " + fault);
      torment(fault);
    } finally {
      process.unlock();
    }
  }

  private void disturb(Fault fault) throws InterruptedException {
    long fromNanos = System.nanoTime();
    TcpProxy line = world.line(fault.line());
    switch (fault.kind()) {
      case CUT -> {
        line.setMode(new ProxyMode.Refuse());
        line.cut();
      }
      case STALL -> line.setMode(new ProxyMode.Stall());
      case DELAY -> line.setMode(new ProxyMode.Delay(DELAY_MILLIS));
      case HALF_OPEN -> line.setMode(new ProxyMode.Swallow());
      case HUB_KILL, DATABASE_KILL, BOTH_KILL, KILL_WHILE_STARTING, HUB_RESTART ->
          throw new IllegalArgumentException("not a fault of the network: " + fault);
    }
    Thread.sleep(fault.durationMillis());
    line.heal();
    if (fault.line() == Line.SHOP) {
      world.processLog().disturbedSince(fromNanos);
    }
  }

  private void torment(Fault fault) throws IOException, InterruptedException {
    long fromNanos = System.nanoTime();
    switch (fault.kind()) {
      case HUB_KILL -> {
        world.hub().kill();
        startAfter(fault.durationMillis());
      }
      case BOTH_KILL -> {
        world.hub().kill();
        world.database().kill();
        startAfter(fault.durationMillis());
      }
      case KILL_WHILE_STARTING -> {
        world.hub().kill();
        world.hub().startAndKill(fault.durationMillis());
        startAfter(0);
      }
      case DATABASE_KILL -> {
        int killed = world.database().kill();
        world.hub().note("killed " + killed + " database servers");
      }
      case HUB_RESTART -> {
        restart(fault);
        return;
      }
      case CUT, STALL, DELAY, HALF_OPEN ->
          throw new IllegalArgumentException("not a fault of a process: " + fault);
    }
    world.processLog().disturbedSince(fromNanos);
  }

  private void restart(Fault fault) throws IOException, InterruptedException {
    List<CompletableFuture<CallResult>> polls = new ArrayList<>();
    long fromNanos = System.nanoTime();
    for (int i = 0; i < POLLS_IN_FLIGHT; i++) {
      polls.add(poll());
    }
    Thread.sleep(POLL_LEAD_MILLIS);
    world.processLog().stopped(world.hub().terminate());
    for (CompletableFuture<CallResult> poll : polls) {
      note(poll, fromNanos);
    }
    long goneNanos = System.nanoTime();
    startAfter(fault.durationMillis());
    world.processLog().disturbedSince(goneNanos);
  }

  /** Waits for an event that does not come. */
  private CompletableFuture<CallResult> poll() {
    var tenant = world.quietTenant();
    HubHttp direct =
        new HubHttp(
            world.client(),
            world.hub().url(),
            Map.of("X-API-Key", tenant.adminKey(), "X-Tenant-ID", tenant.slug()));
    return direct.get("/api/" + tenant.slug() + "/events?wait=25&after=0", POLL_ANSWER_MAX);
  }

  private void note(CompletableFuture<CallResult> poll, long fromNanos)
      throws InterruptedException {
    String what = "a long poll";
    boolean answered = true;
    try {
      if (poll.get(POLL_ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
          instanceof CallResult.Unanswered(String why, _)) {
        what += ": " + why;
        answered = false;
      }
    } catch (TimeoutException e) {
      answered = false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call's end is never a failure", e);
    }
    world.processLog().polled(new CallSpan(what, new Span(fromNanos, System.nanoTime()), answered));
  }

  private void startAfter(int millis) throws IOException, InterruptedException {
    Thread.sleep(millis);
    start();
  }

  /** Until {@code done}, brings back a hub that ends although no fault asked for it. */
  void guard(CountDownLatch done) throws IOException, InterruptedException {
    while (!done.await(GUARD_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      // Whoever holds the lock is busy killing or starting it.
      if (process.tryLock()) {
        try {
          requireAlive();
        } finally {
          process.unlock();
        }
      }
    }
  }

  private void requireAlive() throws IOException, InterruptedException {
    Integer exitCode = world.hub().exitCode();
    if (exitCode != null) {
      long fromNanos = System.nanoTime();
      world
          .processLog()
          .failedToStart(
              "the hub ended by itself with " + exitCode + ":\n" + world.hub().logTail());
      start();
      world.processLog().disturbedSince(fromNanos - GUARD_SLACK_NANOS);
    }
  }

  private void start() throws IOException, InterruptedException {
    try {
      world.hub().start();
    } catch (IOException e) {
      world.processLog().failedToStart(String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
