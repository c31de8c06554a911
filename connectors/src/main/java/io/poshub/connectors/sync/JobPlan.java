package io.poshub.connectors.sync;

import io.poshub.connectors.woo.StatusMap;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.util.Optional;

/** Makes jobs. Lane thread, inside the batch's transaction. */
final class JobPlan {
  private JobPlan() {}

  /** Has the shop asked for an order, if it is not about to be. */
  static void askFor(String externalId, Batch batch) {
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
              batch.now(),
              null,
              null,
              batch.now()));
      jobs.schedule(externalId, batch);
    }
  }

  /**
   * Has the shop told where an order stands, if it does not know and is not about to be told.
   *
   * @return whether there is a job for it now that was not there before
   */
  static boolean tell(Order order, KnownOrder known, StatusMap statuses, Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    Optional<Job> last = JobRules.lastToTell(jobs.of(known.externalId()));
    OrderStatus toldLast = last.map(Job::hubStatus).orElse(known.toldStatus());
    String word = statuses.shopStatus(order.status());
    if (order.status() == toldLast || word == null || known.state() == KnownOrder.State.GONE) {
      return false;
    }
    jobs.put(
        new Job(
            batch.nextId(),
            Job.Kind.STATUS,
            known.externalId(),
            order.id(),
            order.status(),
            word,
            JobState.WAITING,
            0,
            batch.now(),
            null,
            null,
            order.updatedAt()));
    jobs.wake(known.externalId(), batch);
    return true;
  }
}
