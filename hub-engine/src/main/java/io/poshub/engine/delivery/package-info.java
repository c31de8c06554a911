/**
 * Whom an order reached: which terminals were sent its {@code new_order}, which acknowledged it.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   terminal_progress (kind sent|acked, terminal, epoch, to_seq, from_seq, at)
 * </pre>
 *
 * Not a row per event and terminal: a step of a terminal over many events is one row, and is only
 * kept if one of them is a {@code new_order}. Written a few times a second, many tenants' with one
 * commit, together with what terminals acknowledged. Virtual threads.
 */
@NullMarked
package io.poshub.engine.delivery;

import org.jspecify.annotations.NullMarked;
