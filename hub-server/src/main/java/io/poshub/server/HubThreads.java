package io.poshub.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** All threads of the hub are made here. */
final class HubThreads implements AutoCloseable {
  private static final int LOOKUPS_MAX = 8;
  private static final int LOOKUPS_WAITING_MAX = 1_000;
  private static final int LOOKUP_IDLE_SECONDS = 30;

  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());

  private final ExecutorService lanes;

  private final ExecutorService lookups =
      new ThreadPoolExecutor(
          LOOKUPS_MAX,
          LOOKUPS_MAX,
          LOOKUP_IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(LOOKUPS_WAITING_MAX),
          Thread.ofPlatform().name("lookup-", 0).daemon(true).factory());

  HubThreads(int laneWorkers) {
    this.lanes =
        Executors.newFixedThreadPool(
            laneWorkers, Thread.ofPlatform().name("lane-", 0).daemon(true).factory());
  }

  /** A virtual thread per task, for whatever blocks. */
  ExecutorService calls() {
    return calls;
  }

  /**
   * The lanes' workers: platform threads, because a batch is a dozen short waits for the database,
   * and a virtual thread is woken by way of a poller each time. As many as there are connections
   * that the lanes keep, so that none of them waits for one; a further lane waits for its turn.
   */
  ExecutorService lanes() {
    return lanes;
  }

  /**
   * Looks hosts up that strangers name: platform threads, because a lookup holds its thread, and
   * few, because one may take long.
   */
  ExecutorService lookups() {
    return lookups;
  }

  /** The event loops' own threads. */
  ThreadFactory loops() {
    return Thread.ofPlatform().name("loop-", 0).daemon(true).factory();
  }

  /** Virtual threads that live as long as the hub. */
  ThreadFactory steps() {
    return Thread.ofVirtual().name("step-", 0).factory();
  }

  @Override
  public void close() {
    calls.shutdownNow();
    lanes.shutdownNow();
    lookups.shutdownNow();
  }
}
