package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import java.util.Optional;

/**
 * Takes the job of an order whose turn it is, if its time has come: from now on it runs, for as
 * long as its lease. A job whose lease is over was lost with its node and is taken again.
 */
record TakeJob(String externalId) implements Command<Optional<Job>> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  @Override
  public Optional<Job> decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> due =
        JobRules.head(jobs.of(externalId)).filter(job -> !job.dueAt().isAfter(batch.now()));
    due.ifPresent(job -> jobs.put(job.started(batch.now(), batch.now().plus(JobRules.LEASE))));
    jobs.schedule(externalId, batch);
    return due.flatMap(job -> jobs.find(job.id())).filter(job -> job.state() == JobState.RUNNING);
  }
}
