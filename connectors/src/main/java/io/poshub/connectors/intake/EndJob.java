package io.poshub.connectors.intake;

import io.poshub.connectors.job.Ending;
import io.poshub.connectors.job.Job;
import io.poshub.connectors.job.JobEndings;
import io.poshub.connectors.job.JobSet;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.OrderStatus;
import java.util.Optional;

/**
 * What came of a job that ran. A job that somebody else has ended stays as it is.
 *
 * <p>A status the shop has refused counts as told, in the same transaction: otherwise whatever
 * comes of the order next would have it told, and refused, again.
 */
record EndJob(Job job, Ending ending) implements Command<JobState> {

  @Override
  public void claim(Batch batch) {
    batch.rows(KnownOrderSet.KIND).claim(job.externalId());
    batch.rows(JobSet.KIND).claimOrder(job.externalId());
  }

  @Override
  public JobState decide(Batch batch) {
    Optional<Job> ended = JobEndings.end(job, ending, batch);
    OrderStatus status = job.hubStatus();
    if (ended.isPresent() && ending instanceof Ending.Refused && status != null) {
      KnownOrderSet orders = batch.rows(KnownOrderSet.KIND);
      orders.find(job.externalId()).ifPresent(known -> orders.update(known.withTold(status)));
    }
    return ended.map(Job::state).orElse(JobState.DONE);
  }
}
