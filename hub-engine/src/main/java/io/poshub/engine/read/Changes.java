package io.poshub.engine.read;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts, for each tenant, how often this node has written something that callers can read. Counted
 * behind the commit and before anybody is told of it, so whoever finds the count where it stood
 * when an answer was read knows that the answer still holds, as far as this node writes. Any
 * thread.
 */
public final class Changes {
  private final ConcurrentMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** Where a tenant's count stands. */
  public long of(String tenant) {
    AtomicLong count = counts.get(tenant);
    return count == null ? 0 : count.get();
  }

  /** Something was written, or may have been. */
  public void changed(String tenant) {
    counts.computeIfAbsent(tenant, _ -> new AtomicLong()).incrementAndGet();
  }
}
