package io.poshub.engine.idempotency;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keyed calls under way on this node, so that a twin waits here for a while and not in the lane
 * for as long as its first does. Only a courtesy: that a key has one effect is the database's
 * doing. Bounded by what the lanes' queues hold. Any thread.
 */
final class InFlight {
  private final ConcurrentMap<Place, CompletableFuture<@Nullable Void>> calls =
      new ConcurrentHashMap<>();
  private final Duration wait;

  private record Place(String tenant, IdempotencyKey key) {}

  /** A call's leave to go on; closing it lets the twins go on too. */
  @FunctionalInterface
  interface Leave {
    void end();
  }

  InFlight(Duration wait) {
    this.wait = wait;
  }

  /** Leave to go on, after an earlier twin has ended; empty if that one takes too long. */
  CompletableFuture<Optional<Leave>> enter(String tenant, IdempotencyKey key) {
    Place place = new Place(tenant, key);
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> earlier = calls.putIfAbsent(place, mine);
    if (earlier == null) {
      return CompletableFuture.completedFuture(
          Optional.of(() -> {
            calls.remove(place, mine);
            mine.complete(null);
          }));
    }
    // The others that waited go on at the same time; the lane puts them in order.
    return earlier
        .thenApply(_ -> Optional.<Leave>of(() -> {}))
        .completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
