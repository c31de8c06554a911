/**
 * Loyalty: one account per phone, and its ledger of points.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   customers (id, phone unique, points, held_points, lifetime_points, entries, chain, merged_into, …)
 *        1 ── n  pos_loyalty_transactions (account_id + entry unique, earned_order_id unique,
 *        │                                 reverses_id unique, points, held_points, chain, …)
 *        1 ── n  loyalty_holds (id, points, status, expires_at, …)
 * </pre>
 *
 * The points of an account's rows sum to its points, their held points to what it holds. An order
 * earns once, for ever: {@code earned_order_id} is the order of an earn row. A row is undone once.
 * An account that was merged has nothing any more; {@code merged_into} names, in one step, the
 * account that has it all.
 *
 * <p>{@code LoyaltyRules} and {@code HoldRules} decide, with the common rules of {@link
 * io.poshub.engine.ledger}; {@code AccountDesk} does what is around that. Commands run on the
 * lane's thread, queries on any virtual thread.
 */
@NullMarked
package io.poshub.engine.loyalty;

import org.jspecify.annotations.NullMarked;
