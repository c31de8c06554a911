package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.ShopConnector;
import io.poshub.protocol.EventType;
import io.poshub.protocol.shop.SyncAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes down what came of a job. Lane thread, inside the batch's transaction. */
public final class JobEndings {
  private JobEndings() {}

  /**
   * Ends a job that ran, or has it come again.
   *
   * @return the job as it is now; empty if somebody else has ended it meanwhile
   */
  public static Optional<Job> end(Job job, Ending ending, Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> running = jobs.find(job.id()).filter(found -> found.state() == JobState.RUNNING);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    Job ended = ended(running.get(), ending, batch.now());
    jobs.put(ended);
    jobs.schedule(ended.externalId(), batch);
    tellOf(ended, batch);
    return Optional.of(ended);
  }

  /** Tells people of a status the shop will not hear of. */
  static void tellOf(Job ended, Batch batch) {
    if (ended.state() == JobState.DEAD && ended.kind() == Job.Kind.STATUS) {
      batch.emit(
          EventType.SYNC_ALERT,
          SyncAlert.of(
              ShopConnector.WOOCOMMERCE,
              SyncAlert.Kind.STATUS_NOT_TOLD,
              "the shop was not told of the status: " + ended.lastError(),
              ended.externalId(),
              ended.orderId()));
    }
  }

  private static Job ended(Job job, Ending ending, Instant now) {
    return switch (ending) {
      case Ending.Done _ -> job.ended(JobState.DONE, now, null);
      case Ending.Refused(String error) -> job.ended(JobState.DEAD, now, error);
      case Ending.Hopeless(String error) -> job.ended(JobState.DEAD, now, error);
      case Ending.Untried(String reason, Duration pause) -> job.untried(now.plus(pause), reason);
      case Ending.Failed(String error, Duration retryAfter) ->
          JobRules.next(job, retryAfter, now)
              .map(next -> job.waiting(next, error))
              .orElseGet(() -> job.ended(JobState.DEAD, now, error));
    };
  }
}
