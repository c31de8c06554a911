package io.poshub.engine.retention;

import io.poshub.engine.sql.DatabaseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than it is kept. A step to be called now and then on one virtual thread; on
 * several nodes at once it does no harm. One tenant's failure does not keep the others from it.
 */
public final class Retention {
  public static final Duration PERIOD = Duration.ofMinutes(1);

  /** Rows one statement deletes: short enough for the locks it holds not to be noticed. */
  static final int CHUNK_MAX_ROWS = 500;

  /** Chunks of one kind that one tenant may take per step; the rest waits for the next one. */
  static final int CHUNKS_MAX = 200;

  /** So many tenants have their turn in each step, if an hour is enough for all. */
  static final int TENANTS_MIN = 50;

  private static final long STEPS_PER_HOUR = Duration.ofHours(1).dividedBy(PERIOD);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Supplier<List<String>> tenants;
  private final List<Pruning> prunings;
  private final InstantSource clock;
  private final Set<String> unfinished = new LinkedHashSet<>();
  private int turn;

  public Retention(Supplier<List<String>> tenants, List<Pruning> prunings, InstantSource clock) {
    this.tenants = tenants;
    this.prunings = List.copyOf(prunings);
    this.clock = clock;
  }

  /**
   * Deletes what is due of the next tenants in turn, and returns how many rows that were. With many
   * tenants each has its turn once an hour: to look at the tables of thousands each minute would
   * keep the database busy with opening them. Whoever has more than a step may delete comes again
   * with the next one.
   */
  public long step() {
    long deleted = 0;
    for (String tenant : nextTenants()) {
      for (Pruning pruning : prunings) {
        deleted += prune(tenant, pruning);
        if (Thread.currentThread().isInterrupted()) {
          return deleted;
        }
      }
    }
    return deleted;
  }

  private Set<String> nextTenants() {
    Set<String> next = new LinkedHashSet<>(unfinished);
    unfinished.clear();
    List<String> all = tenants.get();
    int share = (int) Math.max(TENANTS_MIN, Math.ceilDiv(all.size(), STEPS_PER_HOUR));
    if (turn >= all.size()) {
      turn = 0;
    }
    int end = Math.min(all.size(), turn + share);
    next.addAll(all.subList(turn, end));
    turn = end;
    return next;
  }

  private long prune(String tenant, Pruning pruning) {
    long deleted = 0;
    try {
      var cutOff = clock.instant().minus(pruning.keptFor().apply(tenant));
      for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
        int rows = pruning.chunk().delete(tenant, cutOff, CHUNK_MAX_ROWS);
        deleted += rows;
        if (rows < CHUNK_MAX_ROWS) {
          return deleted;
        }
      }
      unfinished.add(tenant);
    } catch (DatabaseException e) {
      LOG.warn("Old {} of tenant {} could not be deleted: {}", pruning.what(), tenant, e.failure());
    }
    return deleted;
  }
}
