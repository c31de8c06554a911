package io.poshub.engine.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** Leave to go on, after waiting for an earlier twin; null if that one takes too long. */
  @Nullable Leave enter(String tenant, IdempotencyKey key) {
    Place place = new Place(tenant, key);
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> earlier = calls.putIfAbsent(place, mine);
    if (earlier == null) {
      return () -> {
        calls.remove(place, mine);
        mine.complete(null);
      };
    }
    // The others that waited go on at the same time; the lane puts them in order.
    return ends(earlier) ? () -> {} : null;
  }

  private boolean ends(CompletableFuture<@Nullable Void> call) {
    try {
      call.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("calls in flight end without failure", e);
    }
  }
}
