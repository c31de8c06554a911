package io.poshub.engine.lane;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's committed batches know of its rows, so that the next ones need not read them
 * again. Right only where this node is the only one that writes: elsewhere it keeps nothing. The
 * lane's turns, one at a time.
 */
final class LaneMemory {
  private final boolean writesAlone;
  private final long keptForNanos;
  private final LongSupplier nanoClock;
  private final Map<Class<?>, Kept> kept = new HashMap<>();

  /**
   * @param writesAlone whether no other node can write to the same database
   */
  LaneMemory(boolean writesAlone, Duration keptFor, LongSupplier nanoClock) {
    this.writesAlone = writesAlone;
    this.keptForNanos = keptFor.toNanos();
    this.nanoClock = nanoClock;
  }

  private record Kept(Object value, long sinceNanos) {}

  /** The value of that type if it is known to be right, else null. */
  <T> @Nullable T recall(Class<T> type) {
    Kept found = kept.get(type);
    return found == null || isTooOld(found, nanoClock.getAsLong()) ? null : type.cast(found.value);
  }

  /**
   * A batch that has read or written these is committed. What it recalled and wrote on is as old as
   * what it recalled: however busy a lane is, it asks again in time.
   */
  void keep(Map<Class<?>, Object> values) {
    if (writesAlone && !values.isEmpty()) {
      long nowNanos = nanoClock.getAsLong();
      values.forEach((type, value) -> {
        Kept before = kept.get(type);
        long sinceNanos =
            before == null || isTooOld(before, nowNanos) ? nowNanos : before.sinceNanos;
        kept.put(type, new Kept(value, sinceNanos));
      });
    }
  }

  private boolean isTooOld(Kept found, long nowNanos) {
    return nowNanos - found.sinceNanos > keptForNanos;
  }

  /** Whether nothing is assumed. */
  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Something failed: what is stored may be otherwise. */
  void forget() {
    kept.clear();
  }
}
