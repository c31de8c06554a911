package io.poshub.chaos.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the mode, and whoever has to wait for another one. Any thread. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ProxyMode mode = new ProxyMode.Flow();

  void set(ProxyMode next) {
    lock.lock();
    try {
      mode = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  ProxyMode mode() {
    lock.lock();
    try {
      return mode;
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as the mode says; true if the piece may pass, false if it is to be lost. */
  boolean pass() throws InterruptedException {
    lock.lock();
    try {
      while (mode instanceof ProxyMode.Stall) {
        changed.await();
      }
      if (mode instanceof ProxyMode.Delay(int millis)) {
        awaitDelay(millis);
      }
      return !(mode instanceof ProxyMode.Swallow);
    } finally {
      lock.unlock();
    }
  }

  private void awaitDelay(int millis) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    while (leftNanos > 0 && mode instanceof ProxyMode.Delay) {
      leftNanos = changed.awaitNanos(leftNanos);
    }
  }
}
