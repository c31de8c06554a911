/**
 * What is done with an order besides moving it on: claimed for printing, printed, seen, accepted,
 * and by whom.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   order_handling (order_id, announced_seq, due_at, delivered, seen, accepted, claim, print)
 *   order_history  (order_id + n, at, action, terminal, …)                     append-only
 * </pre>
 *
 * The order's own row is always locked first. {@code ClaimRules} is pure; the rest runs on the
 * lane's thread, inside its transaction. {@code delivered_at} alone is written by the terminals'
 * acknowledgements, which lock no order.
 */
@NullMarked
package io.poshub.engine.handling;

import org.jspecify.annotations.NullMarked;
