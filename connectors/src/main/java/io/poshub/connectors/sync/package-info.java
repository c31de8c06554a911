/**
 * Keeps a tenant's orders and its shop's in step.
 *
 * <p>Owns in the main schema {@code shop_connections} (who is connected, how far the sweep is, who
 * sweeps) and in each tenant's:
 *
 * <pre>
 *   shop_orders (connector + external_id, order_id, shop_status, modified_at, told_status, body, …)
 *        └─ shop_jobs (id, kind, external_id, hub_status, shop_status, state, attempts, due_at)
 * </pre>
 *
 * <p>{@code shop_status} and {@code told_status} are what both sides last agreed on: whoever
 * differs from it has changed something. All writes are commands of the tenant's lane, so an order
 * and what is remembered of its shop change in one transaction. Webhooks only hasten what the sweep
 * guarantees. Sweeps and calls to shops run on virtual threads, the commands on the lane's.
 */
@NullMarked
package io.poshub.connectors.sync;

import org.jspecify.annotations.NullMarked;
