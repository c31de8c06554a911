package io.poshub.client.print;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Orders that other tills have, and when to look at them again. Any thread. */
final class LostClaims {
  /** Orders that are watched at once; beyond, the next start finds what was left. */
  static final int WATCHED_MAX = 1_000;

  private final DelayQueue<Watched> queue = new DelayQueue<>();
  private final Map<String, Watched> current = new HashMap<>();

  /** False if too many are watched. */
  synchronized boolean watch(String orderId, Duration again) {
    if (current.size() >= WATCHED_MAX && !current.containsKey(orderId)) {
      return false;
    }
    Watched watched = new Watched(orderId, System.nanoTime() + again.toNanos());
    Watched before = current.put(orderId, watched);
    if (before != null) {
      var _ = queue.remove(before);
    }
    queue.add(watched);
    return true;
  }

  synchronized boolean isWatched(String orderId) {
    return current.containsKey(orderId);
  }

  synchronized void forget(String orderId) {
    Watched before = current.remove(orderId);
    if (before != null) {
      var _ = queue.remove(before);
    }
  }

  /** Waits for the next order whose time has come; null if another look was asked for meanwhile. */
  @Nullable String take() throws InterruptedException {
    Watched due = queue.take();
    synchronized (this) {
      return current.remove(due.orderId, due) ? due.orderId : null;
    }
  }

  private static final class Watched implements Delayed {
    private final String orderId;
    private final long dueNanos;

    private Watched(String orderId, long dueNanos) {
      this.orderId = orderId;
      this.dueNanos = dueNanos;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
