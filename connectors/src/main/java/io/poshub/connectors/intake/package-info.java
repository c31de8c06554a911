/**
 * Takes in what shops say of their orders, however it came.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   shop_orders (connector + external_id, order_id, shop_status, modified_at, told_status, body, …)
 * </pre>
 *
 * <p>{@code shop_status} and {@code told_status} are what both sides last agreed on: whoever
 * differs from it has changed something. The hub's order, what is remembered of the shop's and the
 * jobs for it change in one transaction, as commands of the tenant's lane.
 */
@NullMarked
package io.poshub.connectors.intake;

import org.jspecify.annotations.NullMarked;
