package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has jobs tried again at once, with all their attempts.
 *
 * @param id one that waits or is dead; null for all dead ones
 */
record RetryJobs(@Nullable String id) implements Command<Integer> {

  @Override
  public void claim(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    if (id == null) {
      jobs.claim(JobState.DEAD);
    } else {
      jobs.claim(id);
    }
  }

  @Override
  public Integer decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    List<Job> again =
        id == null
            ? jobs.in(JobState.DEAD)
            : jobs.find(id).filter(RetryJobs::mayRun).stream().toList();
    for (Job job : again) {
      jobs.put(job.again(batch.now()));
      jobs.wake(job.externalId(), batch);
    }
    return again.size();
  }

  private static boolean mayRun(Job job) {
    return job.state() == JobState.DEAD || job.state() == JobState.WAITING;
  }
}
