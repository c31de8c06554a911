package io.poshub.chaos.round;

import io.poshub.chaos.plan.Fault;
import io.poshub.chaos.plan.RoundPlan;
import io.poshub.chaos.plan.TillMove;
import io.poshub.chaos.plan.WriterPlan;
import io.poshub.chaos.shop.Shop;
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

/** Plays a round's plan: every writer, fault and move on a virtual thread of its own. */
final class Stage {
  /** Writers' patience, a kill while starting, and two starts on a busy machine. */
  static final Duration TRAFFIC_MAX = Duration.ofMinutes(5);

  private final World world;
  private final FaultRunner faults;

  Stage(World world) {
    this.world = world;
    this.faults = new FaultRunner(world);
  }

  /** Returns when the last write is answered and the last fault is over. */
  void play(RoundPlan plan) throws IOException, InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService stage = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Void> guard = stage.submit(actor(() -> faults.guard(done)));
      try {
        for (Future<Void> actor :
            stage.invokeAll(actors(plan), TRAFFIC_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
          join(actor);
        }
      } finally {
        done.countDown();
      }
      join(guard);
    }
  }

  private List<Callable<Void>> actors(RoundPlan plan) {
    List<Callable<Void>> actors = new ArrayList<>();
    for (WriterPlan writer : plan.writers()) {
      Shop shop = world.tenants().get(writer.tenant()).shop();
      actors.add(actor(() -> new Writer(writer, shop).run()));
    }
    for (Fault fault : plan.faults()) {
      actors.add(actor(fault.atMillis(), () -> faults.run(fault)));
    }
    for (TillMove move : plan.moves()) {
      Till till = world.tenants().get(move.tenant()).tills().get(move.till());
      actors.add(actor(move.atMillis(), () -> move(till, move)));
    }
    for (int i = 0; i < world.tenants().size(); i++) {
      TenantWorld tenant = world.tenants().get(i);
      Till visitor = tenant.visitor(plan.round());
      actors.add(actor(plan.visitorAtMillis().get(i), () -> tenant.visit(visitor)));
    }
    return actors;
  }

  /** A part that somebody plays. */
  @FunctionalInterface
  private interface Part {
    void play() throws IOException, InterruptedException;
  }

  private static Callable<Void> actor(int atMillis, Part part) {
    return actor(() -> {
      Thread.sleep(atMillis);
      part.play();
    });
  }

  private static Callable<Void> actor(Part part) {
    return () -> {
      part.play();
      return null;
    };
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
}
