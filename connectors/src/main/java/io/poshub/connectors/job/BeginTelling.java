package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes in which word a job tells the shop, before it does: should this node die in between, the
 * shop's new status is known to be the hub's own. Empty if there is nothing to tell any more,
 * because the shop's own change has overtaken the job.
 */
record BeginTelling(String id, @Nullable String word) implements Command<Optional<Job>> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claim(id);
  }

  @Override
  public Optional<Job> decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> telling =
        jobs.find(id).filter(job -> job.state() == JobState.RUNNING).map(job -> job.in(word));
    telling.ifPresent(jobs::put);
    return telling;
  }
}
