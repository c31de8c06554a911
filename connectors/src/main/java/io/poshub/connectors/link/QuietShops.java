package io.poshub.connectors.link;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Shops that want to be left alone for a while, as far as this node was told: then neither sweeps
 * nor jobs call them. Lost with the node, harmlessly: the shop says it again. Any thread.
 */
public final class QuietShops {
  private final ConcurrentMap<String, Instant> until = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public QuietShops(InstantSource clock) {
    this.clock = clock;
  }

  /** Until when a tenant's shop wants to be left alone; long ago for one that does not. */
  public Instant until(String tenant) {
    return until.getOrDefault(tenant, Instant.EPOCH);
  }

  public boolean isQuiet(String tenant) {
    return clock.instant().isBefore(until(tenant));
  }

  /** The longest wish counts. */
  public void leaveAlone(String tenant, Instant end) {
    until.merge(tenant, end, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** It has just talked to the hub. */
  public void forget(String tenant) {
    until.remove(tenant);
  }
}
