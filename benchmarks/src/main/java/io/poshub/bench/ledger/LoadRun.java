package io.poshub.bench.ledger;

import io.poshub.bench.measure.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls made as fast as they are answered, by so many callers at once, for so long. */
final class LoadRun {
  private LoadRun() {}

  /** One call; whether it had its effect. */
  @FunctionalInterface
  interface Call {
    boolean run(int caller, long number) throws Exception;
  }

  /** What came of a run; {@code effects} counts the calls that answered true. */
  record Result(long effects, double perSecond, Latencies latencies) {}

  /** What came of one caller. */
  private record Own(long effects, Latencies latencies) {}

  static Result of(int callers, Duration length, Call call) throws InterruptedException {
    long startedNanos = System.nanoTime();
    long endNanos = startedNanos + length.toNanos();
    List<Future<Own>> running = new ArrayList<>();
    long effects = 0;
    Latencies latencies = new Latencies();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        int caller = i;
        running.add(threads.submit(() -> callUntil(endNanos, caller, call)));
      }
      for (Future<Own> one : running) {
        Own own = one.get();
        effects += own.effects();
        latencies.addAll(own.latencies());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    }
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    return new Result(effects, latencies.count() / seconds, latencies);
  }

  private static Own callUntil(long endNanos, int caller, Call call) throws Exception {
    Latencies latencies = new Latencies();
    long effects = 0;
    for (long number = 0; System.nanoTime() < endNanos; number++) {
      long calledNanos = System.nanoTime();
      if (call.run(caller, number)) {
        effects++;
      }
      latencies.add(System.nanoTime() - calledNanos);
    }
    return new Own(effects, latencies);
  }
}
