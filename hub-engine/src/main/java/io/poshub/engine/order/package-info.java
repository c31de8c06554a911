/**
 * Orders: taken in once, changed by version, released when they are due.
 *
 * <p>Owns {@code orders} and {@code order_numbers} of each tenant's schema, and {@code
 * scheduled_orders} of the main one:
 *
 * <pre>
 *   orders (id, source + external_id unique, status, version, fulfillment, document, …)
 *   order_numbers (business_date, last_number)      the numbers guests are called by
 *   main.scheduled_orders (tenant, order_id, due_at)  one row per order whose time has not come
 * </pre>
 *
 * {@code document} never changes after the order was placed. Commands run on the lane's thread,
 * queries on any virtual thread.
 */
@NullMarked
package io.poshub.engine.order;

import org.jspecify.annotations.NullMarked;
