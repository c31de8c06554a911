package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.protocol.EventType;
import io.poshub.protocol.shop.SyncAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of a job that ran. A job that somebody else has ended stays as it is. */
record EndJob(String id, String externalId, Ending ending) implements Command<JobState> {

  @Override
  public void claim(Batch batch) {
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  @Override
  public JobState decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> running = jobs.find(id).filter(job -> job.state() == JobState.RUNNING);
    if (running.isEmpty()) {
      return JobState.DONE;
    }
    Job ended = ended(running.get(), batch.now());
    jobs.put(ended);
    jobs.schedule(externalId, batch);
    if (ended.state() == JobState.DEAD && ended.kind() == Job.Kind.STATUS) {
      batch.emit(
          EventType.SYNC_ALERT,
          SyncAlert.of(
              ShopConnector.WOOCOMMERCE,
              SyncAlert.Kind.STATUS_NOT_TOLD,
              "the shop was not told of the status: " + ended.lastError(),
              externalId,
              ended.orderId()));
    }
    return ended.state();
  }

  private Job ended(Job job, Instant now) {
    return switch (ending) {
      case Ending.Done _ -> job.ended(JobState.DONE, now, null);
      case Ending.Hopeless(String error) -> job.ended(JobState.DEAD, now, error);
      case Ending.Failed(String error, Duration retryAfter) ->
          JobRules.next(job, retryAfter, now)
              .map(next -> job.waiting(next, error))
              .orElseGet(() -> job.ended(JobState.DEAD, now, error));
    };
  }
}
