package io.poshub.engine.webhook;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets a few couriers at a time at the database: there may be hundreds of them, and tills need
 * connections too. A turn takes no other turn. Virtual threads.
 */
final class DatabaseTurns {
  /** Connections that all couriers of a node use together. */
  static final int TURNS_MAX = 4;

  private final Semaphore free = new Semaphore(TURNS_MAX, true);

  <T> T take(Supplier<T> work) {
    free.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
