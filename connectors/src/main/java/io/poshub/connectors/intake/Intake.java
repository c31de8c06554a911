package io.poshub.connectors.intake;

import io.poshub.connectors.job.Ending;
import io.poshub.connectors.job.Job;
import io.poshub.connectors.link.ShopLink;
import io.poshub.connectors.link.ShopListener;
import io.poshub.connectors.woo.Mapping;
import io.poshub.connectors.woo.OrderMapping;
import io.poshub.connectors.woo.StatusMap;
import io.poshub.connectors.woo.WooOrder;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.shop.JobState;
import io.poshub.engine.tenant.Tenant;
import io.poshub.protocol.Limits;
import io.poshub.protocol.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands what is told of orders to the tenant's lane. Any thread; it only queues. */
public final class Intake {
  /** Of what a shop sends of one order; what it hangs on behind that is not kept. */
  static final int BODY_MAX_CHARS = Limits.LARGE_BODY_MAX_BYTES;

  private final Lanes lanes;
  private final ShopListener listener;

  public Intake(Lanes lanes, ShopListener listener) {
    this.lanes = lanes;
    this.listener = listener;
  }

  /**
   * An order the shop was asked for.
   *
   * @param asked when it was
   */
  public CompletableFuture<ImportOutcome> pulled(
      Tenant tenant, ShopLink link, WooOrder order, Instant asked) {
    return submit(tenant, link, order, Json.write(order.json()), new Origin.Pulled(asked));
  }

  public CompletableFuture<ImportOutcome> pushed(
      Tenant tenant, ShopLink link, WooOrder order, String body) {
    return submit(tenant, link, order, body, new Origin.Pushed());
  }

  /**
   * The shop's answer to what a job told it.
   *
   * @param asked when it was told
   */
  public CompletableFuture<ImportOutcome> answered(
      Tenant tenant, ShopLink link, WooOrder order, Job job, Instant asked) {
    return submit(tenant, link, order, Json.write(order.json()), new Origin.OwnWrite(job, asked));
  }

  /** What came of a job that ran; answers what it is now. */
  public CompletableFuture<JobState> ended(Tenant tenant, Job job, Ending ending) {
    return lanes.submit(tenant, new EndJob(job, ending));
  }

  /** The shop has deleted an order for good. */
  public CompletableFuture<Boolean> lost(Tenant tenant, String externalId) {
    return lanes.submit(tenant, new LoseOrder(externalId));
  }

  /**
   * A till has moved an order on: has its shop told.
   *
   * @param statuses null for a tenant without a shop
   * @return the shop's id of the order if there is something to tell
   */
  public CompletableFuture<Optional<String>> movedHere(
      Tenant tenant, String orderId, @Nullable StatusMap statuses) {
    return lanes.submit(tenant, new PlanTelling(orderId, statuses));
  }

  private CompletableFuture<ImportOutcome> submit(
      Tenant tenant, ShopLink link, WooOrder order, String body, Origin origin) {
    String externalId = link.shop().externalId(order.id());
    Mapping mapping = OrderMapping.map(order, externalId, tenant, ImportRules.firstStatus(order));
    return lanes
        .submit(
            tenant, new ImportOrder(externalId, order, mapping, kept(body), origin, link.terms()))
        .whenComplete((outcome, _) -> {
          if (outcome != null) {
            listener.onOrder(outcome.what().name().toLowerCase(Locale.ROOT));
          }
        });
  }

  private static String kept(String body) {
    if (body.length() <= BODY_MAX_CHARS) {
      return body;
    }
    boolean halved = Character.isHighSurrogate(body.charAt(BODY_MAX_CHARS - 1));
    return body.substring(0, halved ? BODY_MAX_CHARS - 1 : BODY_MAX_CHARS);
  }
}
