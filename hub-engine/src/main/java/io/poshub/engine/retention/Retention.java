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
  public static final Duration PERIOD = Duration.ofSeconds(1);

  /** Rows one statement deletes: short enough for the locks it holds not to be noticed. */
  static final int CHUNK_MAX_ROWS = 500;

  /** Chunks of one kind that one tenant may take per step; the rest waits for the next one. */
  static final int CHUNKS_MAX = 4;

  /** Tenants that had more than a step takes and come again with the next one. */
  static final int AGAIN_MAX_TENANTS = 4;

  /** In a round each tenant has its turn. With few tenants it lasts this long all the same. */
  static final int ROUND_MIN_STEPS = 60;

  /** As many tenants share a step as it takes for a round to last no longer. */
  static final int ROUND_MAX_STEPS = 3_600;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Supplier<List<String>> tenants;
  private final List<Pruning> prunings;
  private final InstantSource clock;
  private final Set<String> unfinished = new LinkedHashSet<>();
  private List<String> round = List.of();
  private int turn;
  private int stepsOfRound = ROUND_MIN_STEPS;

  public Retention(Supplier<List<String>> tenants, List<Pruning> prunings, InstantSource clock) {
    this.tenants = tenants;
    this.prunings = List.copyOf(prunings);
    this.clock = clock;
  }

  /**
   * Deletes what is due of the next tenants in turn, and returns how many rows that were. A few
   * each second rather than all at once: a tenant's old rows are on pages that nobody else has
   * asked for, and while they are read, sales wait.
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
    if (turn == round.size() && stepsOfRound >= ROUND_MIN_STEPS) {
      round = List.copyOf(tenants.get());
      turn = 0;
      stepsOfRound = 0;
    }
    stepsOfRound++;
    Set<String> next = new LinkedHashSet<>();
    unfinished.stream().limit(AGAIN_MAX_TENANTS).forEach(next::add);
    unfinished.removeAll(next);
    int end = Math.min(round.size(), turn + Math.ceilDiv(round.size(), ROUND_MAX_STEPS));
    next.addAll(round.subList(turn, end));
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
