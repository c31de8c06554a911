package io.poshub.bench.load;

import io.poshub.bench.measure.Latencies;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a swarm received since the last look. Its thread writes; anybody may read the counters, and
 * the latencies once all that was expected has come.
 */
public final class Phase {
  private final AtomicLong deliveries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lastNanos = new AtomicLong();
  private final int[] bySocket;
  private final Latencies latencies = new Latencies();

  Phase(int sockets) {
    this.bySocket = new int[sockets];
  }

  void onDelivery(int socket, long stampNanos, long nowNanos) {
    bySocket[socket]++;
    latencies.add(nowNanos - stampNanos);
  }

  /** Once per read, after its deliveries: whoever sees the count sees what was counted. */
  void onRead(int newDeliveries, int newBytes, long nowNanos) {
    bytes.setPlain(bytes.getPlain() + newBytes);
    lastNanos.setPlain(nowNanos);
    deliveries.setRelease(deliveries.getPlain() + newDeliveries);
  }

  public long deliveries() {
    return deliveries.getAcquire();
  }

  /** Of the messages that were counted, without what they are wrapped in. */
  public long bytes() {
    return bytes.get();
  }

  /** When the last delivery came. */
  public long lastNanos() {
    return lastNanos.get();
  }

  public Latencies latencies() {
    return latencies;
  }

  int deliveriesTo(int socket) {
    return bySocket[socket];
  }
}
