package io.poshub.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what other threads or processes bring about: the one place in the tests that waits by
 * looking again and again. Runs on the test's thread.
 */
public final class Eventually {
  /** For what should happen at once but may meet a busy machine. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Eventually() {}

  /** Something that holds or not, yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Assertions that pass or throw. */
  @FunctionalInterface
  public interface Assertions {
    void run() throws Exception;
  }

  /**
   * Returns as soon as the condition holds; an {@link AssertionError} names what was awaited in
   * vain.
   */
  public static void holds(String what, Condition condition) throws Exception {
    holds(what, PATIENCE, condition);
  }

  public static void holds(String what, Duration patience, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() >= deadline) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      pause();
    }
  }

  /** Returns as soon as the assertions pass; in vain, it throws what they threw last. */
  public static void passes(Assertions assertions) throws Exception {
    passes(PATIENCE, assertions);
  }

  public static void passes(Duration patience, Assertions assertions) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() >= deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Returns the first value that is not null. */
  public static <T> T gives(String what, Callable<? extends @Nullable T> source) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T value = source.call();
      if (value != null) {
        return requireNonNull(value, "value is null");
      }
      if (System.nanoTime() >= deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      pause();
    }
  }

  private static void pause() throws InterruptedException {
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting");
    }
  }
}
