package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.List;

/**
 * Deletes jobs of a state, {@link JobSet#STATE_MAX} at most; their timers find nothing to do.
 * Answers how many.
 */
record ClearJobs(JobState state) implements Command<Integer> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claim(state);
  }

  @Override
  public Integer decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    List<Job> cleared = jobs.in(state);
    cleared.forEach(jobs::delete);
    return cleared.size();
  }
}
