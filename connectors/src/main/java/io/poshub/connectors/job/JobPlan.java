package io.poshub.connectors.job;

import io.poshub.connectors.woo.StatusMap;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes jobs. Lane thread, inside the batch's transaction. */
public final class JobPlan {
  private JobPlan() {}

  /** Has the shop asked for an order at some time, if it is not about to be. */
  public static void askFor(String externalId, Instant when, Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    boolean planned =
        jobs.of(externalId).stream()
            .anyMatch(job -> job.state() == JobState.WAITING && job.kind() == Job.Kind.FETCH);
    if (!planned) {
      jobs.put(
          new Job(
              batch.nextId(),
              Job.Kind.FETCH,
              externalId,
              null,
              null,
              null,
              JobState.WAITING,
              0,
              when,
              null,
              null,
              batch.now()));
      jobs.schedule(externalId, batch);
    }
  }

  /**
   * Has the shop told where an order stands, if it does not know and is not about to be told. In
   * which word is looked up when it is told.
   *
   * @param toldBefore the status it knows of
   * @return whether there is a job for it now that was not there before
   */
  public static boolean tell(
      Order order,
      String externalId,
      @Nullable OrderStatus toldBefore,
      StatusMap statuses,
      Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> last = JobRules.lastToTell(jobs.of(externalId));
    OrderStatus toldLast = last.map(Job::hubStatus).orElse(toldBefore);
    if (order.status() == toldLast || statuses.shopStatus(order.status()) == null) {
      return false;
    }
    jobs.put(
        new Job(
            batch.nextId(),
            Job.Kind.STATUS,
            externalId,
            order.id(),
            order.status(),
            null,
            JobState.WAITING,
            0,
            batch.now(),
            null,
            null,
            order.updatedAt()));
    jobs.wake(externalId, batch);
    return true;
  }
}
