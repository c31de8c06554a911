package io.poshub.server.ops;

import io.poshub.engine.sql.DatabaseException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a step again and again on a thread of its own, a period after the last call ended. A
 * failing step is logged when it begins to fail and when it works again, and never ends the task.
 */
public final class PeriodicTask implements AutoCloseable {
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final Duration period;
  private final Runnable step;
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  private PeriodicTask(String name, Duration period, Runnable step, ThreadFactory threads) {
    this.name = name;
    this.period = period;
    this.step = step;
    this.thread = threads.newThread(this::run);
  }

  public static PeriodicTask start(
      String name, Duration period, Runnable step, ThreadFactory threads) {
    PeriodicTask task = new PeriodicTask(name, period, step, threads);
    task.thread.start();
    return task;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(STOP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        step.run();
        recovered();
      } catch (RuntimeException e) {
        failed(e);
      }
      try {
        Thread.sleep(period);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void failed(RuntimeException e) {
    if (!failing && !closed) {
      if (e instanceof DatabaseException gone) {
        LOG.warn("{} waits for the database: {}", name, gone.failure());
      } else {
        LOG.error("{} fails, and is tried again every {} ms", name, period.toMillis(), e);
      }
    }
    failing = true;
  }

  private void recovered() {
    if (failing) {
      LOG.info("{} works again", name);
    }
    failing = false;
  }
}
