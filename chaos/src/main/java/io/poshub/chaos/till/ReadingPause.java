package io.poshub.chaos.till;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a till stop reading for a while. Any thread. */
final class ReadingPause {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long endsNanos = System.nanoTime();

  void pause(int millis) {
    endAt(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  void resume() {
    endAt(System.nanoTime());
  }

  private void endAt(long nanos) {
    lock.lock();
    try {
      endsNanos = nanos;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns at once unless the till pauses. */
  void await() throws InterruptedException {
    lock.lock();
    try {
      for (long left = leftNanos(); left > 0; left = leftNanos()) {
        var _ = changed.await(left, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private long leftNanos() {
    return endsNanos - System.nanoTime();
  }
}
