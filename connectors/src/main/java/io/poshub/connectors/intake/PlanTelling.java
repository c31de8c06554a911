package io.poshub.connectors.intake;

import io.poshub.connectors.job.JobSet;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.order.MirroredOrders;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.order.Order;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A till has moved an order on: has its shop told.
 *
 * @param statuses null for a tenant without a shop
 */
record PlanTelling(String orderId, @Nullable StatusMap statuses)
    implements Command<Optional<String>> {

  @Override
  public void claim(Batch batch) {
    MirroredOrders.claim(batch, orderId);
    batch.rows(KnownOrderSet.KIND).claimOrder(orderId);
    batch.rows(JobSet.KIND).claimHubOrder(orderId);
  }

  /** The shop's id of the order if there is something to tell. */
  @Override
  public Optional<String> decide(Batch batch) {
    batch.rows(TimerSet.KIND).drop(MirroredOrders.SHOP_STATUS, orderId);
    Optional<Order> order = MirroredOrders.find(batch, orderId);
    Optional<KnownOrder> known = batch.rows(KnownOrderSet.KIND).findByOrder(orderId);
    if (statuses == null || order.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    return known.get().tell(order.get(), statuses, batch)
        ? Optional.of(known.get().externalId())
        : Optional.empty();
  }
}
