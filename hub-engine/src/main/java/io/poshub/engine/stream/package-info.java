/**
 * A tenant's events: appended under the head's lock, read in pages.
 *
 * <p>Owns {@code stream_heads} of the main schema and {@code events} of each tenant's:
 *
 * <pre>
 *   main.stream_heads (tenant, epoch, seq)      one row a tenant; locked last and held to commit,
 *        │                                      so commit order is seq order and there is no gap
 *        └─ tenant.events (seq, id, type, at, data)
 * </pre>
 *
 * Appending runs on the lane's thread inside its transaction; reading on any virtual thread.
 */
@NullMarked
package io.poshub.engine.stream;

import org.jspecify.annotations.NullMarked;
