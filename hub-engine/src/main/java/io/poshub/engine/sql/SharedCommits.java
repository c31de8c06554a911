package io.poshub.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is noted behind everybody's back, of many tenants with one commit: one for each would
 * cost what a sale's does. What cannot be written together is written part by part, so that one
 * tenant's trouble is not that of the others; and whoever could not be written, because somebody
 * keeps one of its rows or tables as a rule, goes last and alone for a while, so that the others do
 * not wait with theirs locked. Blocks; virtual threads only.
 *
 * @param <T> a part, one tenant's as a rule
 */
public final class SharedCommits<T> {
  /** Parts that share a commit, and with it the time for which their rows are locked. */
  static final int COMMIT_MAX_PARTS = 50;

  /** How long whoever could not be written goes alone. */
  static final Duration APART_FOR = Duration.ofMinutes(1);

  /** Owners that go alone; those beyond hold the others up again. */
  static final int APART_MAX_OWNERS = 1_000;

  /** How long a table that somebody alters or locks is waited for; the default is a day or more. */
  static final Duration TABLE_WAIT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(SharedCommits.class);

  private final Transactions transactions;
  private final Function<T, String> owner;
  private final Work<T> work;
  private final Consumer<List<T>> onStored;
  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Long> apartUntilNanos = new ConcurrentHashMap<>();

  /**
   * Makes it for one kind of notes.
   *
   * @param owner whose rows a part changes: a tenant's slug as a rule
   */
  public SharedCommits(Transactions transactions, Function<T, String> owner, Work<T> work) {
    this(transactions, owner, work, _ -> {});
  }

  /**
   * Makes it for notes that somebody waits for.
   *
   * @param onStored told of parts right behind their commit
   */
  public SharedCommits(
      Transactions transactions,
      Function<T, String> owner,
      Work<T> work,
      Consumer<List<T>> onStored) {
    this(transactions, owner, work, onStored, System::nanoTime);
  }

  SharedCommits(
      Transactions transactions,
      Function<T, String> owner,
      Work<T> work,
      Consumer<List<T>> onStored,
      LongSupplier nanoClock) {
    this.transactions = transactions;
    this.owner = owner;
    this.work = work;
    this.onStored = onStored;
    this.nanoClock = nanoClock;
  }

  /** How parts are written together. Statements name their schema. */
  @FunctionalInterface
  public interface Work<T> {
    /** Gathers what is to be written; may read on the connection before. */
    void gather(Connection connection, Writes writes, List<T> parts) throws SQLException;
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

    /** All of them were stored. */
    public static <T> Written<T> all(List<T> stored) {
      return new Written<>(stored, List.of());
    }

    /** Those that need not be tried again. */
    public List<T> done() {
      return Stream.concat(stored.stream(), refused.stream()).toList();
    }
  }

  /** Writes the parts. If the database is away, it is not asked for the rest. */
  public Written<T> write(List<T> parts) {
    Run run = new Run();
    long nowNanos = nanoClock.getAsLong();
    apartUntilNanos.values().removeIf(until -> until - nowNanos <= 0);
    List<T> together = new ArrayList<>();
    List<T> apart = new ArrayList<>();
    parts.forEach(part -> (isApart(part) ? apart : together).add(part));
    boolean isThere = true;
    for (int from = 0; isThere && from < together.size(); from += COMMIT_MAX_PARTS) {
      int end = Math.min(together.size(), from + COMMIT_MAX_PARTS);
      isThere = run.together(together.subList(from, end));
    }
    if (isThere) {
      run.oneByOne(apart);
    }
    return new Written<>(run.stored, run.refused);
  }

  private boolean isApart(T part) {
    return apartUntilNanos.containsKey(owner.apply(part));
  }

  private void goesApart(T part) {
    if (isApart(part) || apartUntilNanos.size() < APART_MAX_OWNERS) {
      apartUntilNanos.put(owner.apply(part), nanoClock.getAsLong() + APART_FOR.toNanos());
    }
  }

  /** What came of one call's parts so far. */
  private final class Run {
    private final List<T> stored = new ArrayList<>();
    private final List<T> refused = new ArrayList<>();

    /** Whether the database is there, even if it does not take all of these. */
    boolean together(List<T> parts) {
      try {
        commit(parts);
        return true;
      } catch (DatabaseException e) {
        if (isAway(e)) {
          LOG.debug("Notes wait for the database", e);
          return false;
        }
        return parts.size() == 1 ? leftOut(parts.getFirst(), e) : oneByOne(parts);
      }
    }

    boolean oneByOne(List<T> parts) {
      return parts.stream().allMatch(part -> together(List.of(part)));
    }

    private boolean leftOut(T part, DatabaseException cause) {
      LOG.debug("A note was not written", cause);
      if (cause.failure() == SqlFailure.REFUSED) {
        refused.add(part);
      }
      goesApart(part);
      return true;
    }

    private void commit(List<T> parts) {
      transactions.transactionInMain(connection -> {
        waitForTables(connection, Long.toString(TABLE_WAIT.toSeconds()));
        try {
          Writes writes = new Writes(connection);
          work.gather(connection, writes, parts);
          writes.send();
        } finally {
          // The connection goes back to everybody.
          waitForTables(connection, "DEFAULT");
        }
        return true;
      });
      stored.addAll(parts);
      onStored.accept(parts);
    }
  }

  private static void waitForTables(Connection connection, String seconds) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET lock_wait_timeout = " + seconds);
    }
  }

  private static boolean isAway(DatabaseException e) {
    return switch (e.failure()) {
      case POOL_EXHAUSTED, READ_ONLY, CONNECTION_LOST -> true;
      case RETRYABLE, DUPLICATE_KEY, REFUSED, OTHER -> false;
    };
  }
}
