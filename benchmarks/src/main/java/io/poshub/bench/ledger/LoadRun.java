package io.poshub.bench.ledger;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Calls made as fast as they are answered, by so many callers at once, for so long. */
final class LoadRun {
  private static final int LATENCIES_MAX = 2_000_000;

  private LoadRun() {}

  /** One call; whether it had its effect. */
  @FunctionalInterface
  interface Call {
    boolean run(int caller, long number) throws Exception;
  }

  /** What came of a run; {@code effects} counts the calls that answered true. */
  record Result(long effects, double perSecond, double p50Millis, double p99Millis) {
    @Override
    public String toString() {
      return String.format(
          "%,9.0f /s   p50 %6.1f ms   p99 %6.1f ms", perSecond, p50Millis, p99Millis);
    }
  }

  static Result of(int callers, long durationMillis, Call call) throws InterruptedException {
    long[] latenciesNanos = new long[LATENCIES_MAX];
    AtomicLong next = new AtomicLong();
    LongAdder effects = new LongAdder();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(callers);
    long startedNanos = System.nanoTime();
    long endNanos = startedNanos + durationMillis * 1_000_000;
    for (int i = 0; i < callers; i++) {
      int caller = i;
      Thread.startVirtualThread(() -> {
        try {
          for (long number = 0; System.nanoTime() < endNanos; number++) {
            long calledNanos = System.nanoTime();
            if (call.run(caller, number)) {
              effects.increment();
            }
            int slot = (int) Math.min(next.getAndIncrement(), LATENCIES_MAX - 1);
            latenciesNanos[slot] = System.nanoTime() - calledNanos;
          }
        } catch (Exception e) {
          failure.compareAndSet(null, e);
        } finally {
          done.countDown();
        }
      });
    }
    done.await();
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a call failed", failed);
    }
    int calls = (int) Math.min(next.get(), LATENCIES_MAX);
    long[] sorted = Arrays.copyOf(latenciesNanos, calls);
    Arrays.sort(sorted);
    return new Result(
        effects.sum(),
        calls / seconds,
        sorted[calls / 2] / 1e6,
        sorted[Math.min(calls - 1, calls * 99 / 100)] / 1e6);
  }
}
