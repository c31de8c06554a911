/**
 * Orders: taken in once, changed by version, released when they are due.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   orders (id, source + external_id unique, status, version, fulfillment, document, …)
 *   order_numbers (business_date, last_number)      the numbers guests are called by
 * </pre>
 *
 * {@code document} never changes after the order was placed, unless an online shop owns the order
 * ({@link io.poshub.engine.order.MirroredOrders}). An order for later has a timer. Commands run on
 * the lane's thread, queries on any virtual thread.
 */
@NullMarked
package io.poshub.engine.order;

import org.jspecify.annotations.NullMarked;
