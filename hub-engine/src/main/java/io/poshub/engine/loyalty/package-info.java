/**
 * Loyalty: one account per phone, and its ledger of points.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   customers (id, phone unique, points, held_points, lifetime_points, entries, …)
 *        1 ── n  pos_loyalty_transactions (account_id + entry unique, earned_order_id unique, points, …)
 * </pre>
 *
 * The points of an account's rows sum to its points. An order earns once, for ever: {@code
 * earned_order_id} is the order of an earn row. Commands run on the lane's thread, queries on any
 * virtual thread.
 */
@NullMarked
package io.poshub.engine.loyalty;

import org.jspecify.annotations.NullMarked;
