package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.time.Instant;

/** Has an order's jobs wait for longer, because the shop wants to be left alone: no attempt. */
record PostponeJob(String externalId, Instant until) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  @Override
  public Boolean decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    JobRules.head(jobs.of(externalId))
        .filter(job -> job.state() == JobState.WAITING && job.dueAt().isBefore(until))
        .ifPresent(job -> jobs.put(job.until(until)));
    jobs.schedule(externalId, batch);
    return false;
  }
}
