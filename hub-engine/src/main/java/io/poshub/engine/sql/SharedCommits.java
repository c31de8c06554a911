package io.poshub.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is noted behind everybody's back, of many tenants with one commit: one for each would
 * cost what a sale's does. What cannot be written together is written part by part, so that one
 * tenant's trouble is not that of the others. Blocks; virtual threads only.
 */
public final class SharedCommits {
  /** Parts that share a commit, and with it the time for which their rows are locked. */
  static final int COMMIT_MAX_PARTS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(SharedCommits.class);

  private final Transactions transactions;

  public SharedCommits(Transactions transactions) {
    this.transactions = transactions;
  }

  /** How a part, one tenant's as a rule, is written. Statements name their schema. */
  @FunctionalInterface
  public interface Work<T> {
    void gather(Writes writes, T part);
  }

  /**
   * What came of the parts.
   *
   * @param refused what the database will never take
   */
  public record Written<T>(List<T> stored, List<T> refused) {
    public Written {
      stored = List.copyOf(stored);
      refused = List.copyOf(refused);
    }

    /** Those that need not be tried again. */
    public List<T> done() {
      return Stream.concat(stored.stream(), refused.stream()).toList();
    }
  }

  /** Writes the parts. If the database is away, it is not asked for the rest. */
  public <T> Written<T> write(List<T> parts, Work<T> work) {
    Run<T> run = new Run<>(work);
    boolean isThere = true;
    for (int from = 0; isThere && from < parts.size(); from += COMMIT_MAX_PARTS) {
      isThere = run.together(parts.subList(from, Math.min(parts.size(), from + COMMIT_MAX_PARTS)));
    }
    return new Written<>(run.stored, run.refused);
  }

  /** One call's work and what came of it so far. */
  private final class Run<T> {
    private final Work<T> work;
    private final List<T> stored = new ArrayList<>();
    private final List<T> refused = new ArrayList<>();

    Run(Work<T> work) {
      this.work = work;
    }

    /** Whether the database is there, even if it does not take all of these. */
    boolean together(List<T> parts) {
      try {
        commit(parts);
        return true;
      } catch (DatabaseException e) {
        return !isAway(e) && (parts.size() == 1 ? leftOut(parts.getFirst(), e) : oneByOne(parts));
      }
    }

    private boolean oneByOne(List<T> parts) {
      return parts.stream().allMatch(part -> together(List.of(part)));
    }

    private boolean leftOut(T part, DatabaseException cause) {
      LOG.debug("A note was not written", cause);
      if (cause.failure() == SqlFailure.REFUSED) {
        refused.add(part);
      }
      return true;
    }

    private void commit(List<T> parts) {
      transactions.transactionInMain(connection -> {
        Writes writes = new Writes(connection);
        parts.forEach(part -> work.gather(writes, part));
        writes.send();
        return true;
      });
      stored.addAll(parts);
    }
  }

  private static boolean isAway(DatabaseException e) {
    return switch (e.failure()) {
      case POOL_EXHAUSTED, READ_ONLY, CONNECTION_LOST -> true;
      case RETRYABLE, DUPLICATE_KEY, REFUSED, OTHER -> false;
    };
  }
}
