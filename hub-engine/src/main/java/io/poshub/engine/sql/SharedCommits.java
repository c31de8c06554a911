package io.poshub.engine.sql;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is noted behind everybody's back, for many tenants with one commit: one for each
 * would cost what a sale's does. One tenant's trouble is not that of the others. Blocks; virtual
 * threads only.
 */
public final class SharedCommits {
  /** Parts that share a commit: few enough for nobody to wait for the rows it holds. */
  public static final int COMMIT_MAX_PARTS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(SharedCommits.class);

  private final Transactions transactions;

  public SharedCommits(Transactions transactions) {
    this.transactions = transactions;
  }

  /** How a part, one tenant's as a rule, is written. The statements name its schema. */
  @FunctionalInterface
  public interface Work<T> {
    void gather(Writes writes, T part);
  }

  /**
   * Writes the parts. What the database refuses is tried again in halves; if it is away, the rest
   * is not tried.
   *
   * @return the parts that are stored
   */
  public <T> List<T> write(List<T> parts, Work<T> work) {
    List<T> stored = new ArrayList<>(parts.size());
    boolean isThere = true;
    for (int from = 0; isThere && from < parts.size(); from += COMMIT_MAX_PARTS) {
      int end = Math.min(parts.size(), from + COMMIT_MAX_PARTS);
      isThere = write(parts.subList(from, end), work, stored);
    }
    return stored;
  }

  /** Whether the database is there, even if it does not take this. */
  private <T> boolean write(List<T> parts, Work<T> work, List<T> stored) {
    try {
      commit(parts, work);
    } catch (DatabaseException e) {
      return switch (e.failure()) {
        case REFUSED -> refused(parts, work, stored, e);
        case RETRYABLE, DUPLICATE_KEY -> leftOut(parts.size(), e);
        case POOL_EXHAUSTED, READ_ONLY, CONNECTION_LOST, OTHER -> !leftOut(parts.size(), e);
      };
    }
    stored.addAll(parts);
    return true;
  }

  private <T> boolean refused(
      List<T> parts, Work<T> work, List<T> stored, DatabaseException cause) {
    if (parts.size() == 1) {
      return leftOut(1, cause);
    }
    int half = parts.size() / 2;
    return write(parts.subList(0, half), work, stored)
        && write(parts.subList(half, parts.size()), work, stored);
  }

  private static boolean leftOut(int parts, DatabaseException cause) {
    LOG.debug("{} tenants' notes were not written", parts, cause);
    return true;
  }

  private <T> void commit(List<T> parts, Work<T> work) {
    transactions.transactionInMain(connection -> {
      Writes writes = new Writes(connection);
      parts.forEach(part -> work.gather(writes, part));
      writes.send();
      return true;
    });
  }
}
