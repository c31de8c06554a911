package io.poshub.connectors.intake;

import io.poshub.connectors.job.Job;
import io.poshub.connectors.job.JobSet;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.MirroredOrders;
import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.Order;
import io.poshub.protocol.order.OrderSource;
import io.poshub.protocol.order.OrderStatus;
import java.util.Optional;

/** The shop has deleted an order for good: here it is cancelled, unless it is over anyway. */
record LoseOrder(String externalId) implements Command<Boolean> {
  private static final String REASON = "deleted in the shop";

  @Override
  public void claim(Batch batch) {
    MirroredOrders.claim(batch, OrderSource.WOOCOMMERCE, externalId);
    batch.rows(KnownOrderSet.KIND).claim(externalId);
    batch.rows(JobSet.KIND).claimOrder(externalId);
  }

  /** Whether it was news. */
  @Override
  public Boolean decide(Batch batch) {
    KnownOrderSet orders = batch.rows(KnownOrderSet.KIND);
    Optional<KnownOrder> known = orders.find(externalId);
    if (known.isEmpty() || known.get().state() == KnownOrder.State.GONE) {
      return false;
    }
    JobSet jobs = batch.rows(JobSet.KIND);
    for (Job job : jobs.of(externalId)) {
      jobs.put(job.ended(JobState.DONE, batch.now(), REASON));
    }
    jobs.schedule(externalId, batch);
    OrderStatus told =
        MirroredOrders.find(batch, OrderSource.WOOCOMMERCE, externalId)
            .map(order -> ended(order, batch))
            .map(Order::status)
            .orElse(null);
    orders.update(known.get().gone(told));
    return true;
  }

  private static Order ended(Order order, Batch batch) {
    return order.status().isOver()
        ? order
        : MirroredOrders.moveTo(batch, order.id(), OrderStatus.CANCELLED, REASON);
  }
}
