package io.poshub.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** All threads of the hub are made here. */
final class HubThreads implements AutoCloseable {
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call-", 0).factory());

  /** A virtual thread per task, for whatever blocks. */
  ExecutorService calls() {
    return calls;
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
  }
}
