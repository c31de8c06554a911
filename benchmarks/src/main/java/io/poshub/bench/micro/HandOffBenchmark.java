package io.poshub.bench.micro;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What going to a lane and back costs when the lane has nothing to do: a call's virtual thread
 * hands a task to a lane's worker and is woken by the answer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOffBenchmark {
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService platform = Executors.newSingleThreadExecutor();
  private final ExecutorService virtual =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

  /** The workers' threads are made by their first task. */
  @Setup
  public void warm() {
    platform.execute(() -> {});
    virtual.execute(() -> {});
  }

  @TearDown
  public void close() {
    calls.close();
    platform.close();
    virtual.close();
  }

  @Benchmark
  public int laneOnPlatformThread() throws InterruptedException, ExecutionException {
    return calls.submit(() -> CompletableFuture.supplyAsync(() -> 1, platform).join()).get();
  }

  @Benchmark
  public int laneOnVirtualThread() throws InterruptedException, ExecutionException {
    return calls.submit(() -> CompletableFuture.supplyAsync(() -> 1, virtual).join()).get();
  }
}
