package io.poshub.engine.shop;

import io.poshub.engine.sql.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people may do with the jobs of one tenant. Virtual threads: everything blocks. */
public interface ShopQueue {

  JobStats stats(String tenant);

  /**
   * Jobs, newest first.
   *
   * @param before the {@code next} of the page before
   */
  Page<ShopJob> list(String tenant, @Nullable JobState state, @Nullable String before, int limit);

  Optional<ShopJob> find(String tenant, String id);

  /**
   * Has a waiting or dead job tried at once, with all its attempts. A dead one whose order has
   * moved on since is done instead, and says so: the shop is never told an old status.
   *
   * @return false if there is none
   */
  boolean retry(String tenant, String id);

  /** As {@link #retry}, for all dead jobs. */
  RetryCount retryAll(String tenant);

  /**
   * Deletes jobs of a state that nobody shall do.
   *
   * @param state {@link JobState#WAITING} or {@link JobState#DEAD}
   * @param dryRun only counts
   */
  int clear(String tenant, JobState state, boolean dryRun);

  /**
   * Deletes what was done longer ago than so many days.
   *
   * @param dryRun only counts
   */
  int prune(String tenant, int olderThanDays, boolean dryRun);
}
