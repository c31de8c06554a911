package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.List;

/**
 * Deletes the jobs of a state; their timers find nothing to do.
 *
 * @param dryRun only counts
 */
record ClearJobs(JobState state, boolean dryRun) implements Command<Integer> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claim(state);
  }

  @Override
  public Integer decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    List<Job> cleared = jobs.in(state);
    if (!dryRun) {
      cleared.forEach(jobs::delete);
    }
    return cleared.size();
  }
}
