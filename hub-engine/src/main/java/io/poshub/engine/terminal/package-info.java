/**
 * The tills of a tenant as the store remembers them: when they were here, and how far each has
 * acknowledged.
 *
 * <p>Owns {@code terminals} (one row a terminal id) and {@code pos_sync_logs} (what happened, for
 * people). Virtual threads.
 */
@NullMarked
package io.poshub.engine.terminal;

import org.jspecify.annotations.NullMarked;
