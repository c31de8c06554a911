package io.poshub.connectors.sync;

import io.poshub.connectors.woo.Mapping;
import io.poshub.connectors.woo.OrderMapping;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.json.Json;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands orders of a shop to the tenant's lane. Any thread; it only queues. */
final class Intake {
  private final Lanes lanes;
  private final ShopListener listener;

  Intake(Lanes lanes, ShopListener listener) {
    this.lanes = lanes;
    this.listener = listener;
  }

  CompletableFuture<ImportOutcome> pulled(Tenant tenant, ShopLink link, WooOrder order) {
    return submit(tenant, link, order, Json.write(order.json()), Origin.PULLED, null);
  }

  CompletableFuture<ImportOutcome> pushed(
      Tenant tenant, ShopLink link, WooOrder order, String body) {
    return submit(tenant, link, order, body, Origin.PUSHED, null);
  }

  /** The shop's answer to what a job told it. */
  CompletableFuture<ImportOutcome> answered(Tenant tenant, ShopLink link, WooOrder order, Job job) {
    return submit(tenant, link, order, Json.write(order.json()), Origin.OWN_WRITE, job.id());
  }

  private CompletableFuture<ImportOutcome> submit(
      Tenant tenant,
      ShopLink link,
      WooOrder order,
      String body,
      Origin origin,
      @Nullable String endsJob) {
    Mapping mapping = OrderMapping.map(order, tenant, ImportRules.firstStatus(order));
    return lanes
        .submit(tenant, new ImportOrder(order, mapping, body, origin, link.terms(), endsJob))
        .whenComplete((outcome, _) -> {
          if (outcome != null) {
            listener.onOrder(outcome.what().name().toLowerCase(Locale.ROOT));
          }
        });
  }
}
