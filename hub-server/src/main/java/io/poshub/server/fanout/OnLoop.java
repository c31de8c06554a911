package io.poshub.server.fanout;

import io.netty.util.concurrent.EventExecutor;

/**
 * Says no when a method that belongs to an event loop is called by another thread. Only where the
 * system property {@code poshub.checkThreads} is true, as in every test.
 */
public final class OnLoop {
  private static final boolean CHECKED = Boolean.getBoolean("poshub.checkThreads");

  private OnLoop() {}

  public static void check(EventExecutor loop) {
    if (CHECKED && !loop.inEventLoop()) {
      throw new IllegalStateException("called by " + Thread.currentThread() + ", not by its loop");
    }
  }
}
