package io.poshub.connectors.job;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.MirroredOrders;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.shop.RetryCount;
import io.poshub.engine.shop.ShopJob;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has jobs tried again at once, with all their attempts. A dead one that would tell what has long
 * been overtaken is ended instead.
 *
 * @param wanted as they were seen a moment ago, the newest of an order first
 */
record RetryJobs(List<ShopJob> wanted) implements Command<RetryCount> {
  RetryJobs {
    wanted = List.copyOf(wanted);
  }

  @Override
  public void claim(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    for (ShopJob job : wanted) {
      jobs.claim(job.id());
      jobs.claimOrder(job.externalId());
      if (job.orderId() != null) {
        MirroredOrders.claim(batch, job.orderId());
      }
    }
  }

  @Override
  public RetryCount decide(Batch batch) {
    JobSet jobs = batch.rows(JobSet.KIND);
    int retried = 0;
    int overtaken = 0;
    for (ShopJob seen : wanted) {
      Job job = jobs.find(seen.id()).orElse(null);
      if (job == null || (job.state() != JobState.DEAD && job.state() != JobState.WAITING)) {
        continue;
      }
      Optional<String> why = why(job, batch);
      if (why.isPresent()) {
        jobs.put(job.ended(JobState.DONE, batch.now(), why.get()));
        overtaken++;
      } else {
        jobs.put(job.again(batch.now()));
        jobs.wake(job.externalId(), batch);
        retried++;
      }
    }
    return new RetryCount(retried, overtaken);
  }

  /** A job that waits has its turn among the others of its order anyway. */
  private static Optional<String> why(Job job, Batch batch) {
    return job.state() == JobState.DEAD
        ? JobRules.overtaken(
            job, status(job.orderId(), batch), batch.rows(JobSet.KIND).of(job.externalId()))
        : Optional.empty();
  }

  private static @Nullable OrderStatus status(@Nullable String orderId, Batch batch) {
    return orderId == null
        ? null
        : MirroredOrders.find(batch, orderId).map(Order::status).orElse(null);
  }
}
