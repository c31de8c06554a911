package io.poshub.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** All threads of the hub are made here. */
final class HubThreads implements AutoCloseable {
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());

  private final ExecutorService lanes;

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
   * and a virtual thread is woken by way of a poller each time. As many as there are connections; a
   * further lane waits for its turn.
   */
  ExecutorService lanes() {
    return lanes;
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
  }
}
