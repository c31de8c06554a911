package io.poshub.engine.order;

import io.poshub.engine.lane.LaneException;
import io.poshub.engine.lane.Lanes;
import io.poshub.engine.sql.Transactions;
import io.poshub.engine.tenant.Tenants;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes scheduled orders pending when their time has come. A step to be called often, on one
 * virtual thread; on several nodes at once it does no harm, because an order that is no longer
 * scheduled is left alone.
 */
public final class ScheduledRelease {
  /** Orders released by one step; the next step follows soon. */
  private static final int STEP_MAX_ORDERS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledRelease.class);

  private final Lanes lanes;
  private final Transactions transactions;
  private final Tenants tenants;
  private final InstantSource clock;

  public ScheduledRelease(
      Lanes lanes, Transactions transactions, Tenants tenants, InstantSource clock) {
    this.lanes = lanes;
    this.transactions = transactions;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Releases what is due and returns how many orders that were. */
  public int releaseDue() {
    List<ScheduledRows.Due> due =
        transactions.inMain(connection ->
            new ScheduledRows(connection, transactions.schemas().main())
                .due(clock.instant(), STEP_MAX_ORDERS));
    due.forEach(this::release);
    return due.size();
  }

  private void release(ScheduledRows.Due due) {
    tenants
        .find(due.tenant())
        .ifPresent(tenant -> {
          try {
            lanes.call(tenant, new ReleaseOrder(due.orderId()));
          } catch (LaneException e) {
            LOG.warn(
                "A scheduled order of tenant {} will be tried again: {}", due.tenant(), e.code());
          }
        });
  }
}
