/**
 * Undoing a call whose answer the till never saw, by the call's Idempotency-Key, whatever it moved.
 *
 * <p>Each room with a ledger brings an {@link io.poshub.rest.undo.Undoing} of its own. Virtual
 * threads.
 */
@NullMarked
package io.poshub.rest.undo;

import org.jspecify.annotations.NullMarked;
