/**
 * Who the tenants are and who may call for them.
 *
 * <p>Owns {@code tenants}, {@code api_keys} and {@code ws_tickets} of the main schema:
 *
 * <pre>
 *   tenants (slug)  1 ── n  api_keys (id, role, SHA-256 of the key)  1 ── n  ws_tickets (SHA-256 of the ticket)
 *                   1 ── 1  stream_heads (see engine.stream)
 * </pre>
 *
 * Virtual threads: everything that asks the database blocks.
 */
@NullMarked
package io.poshub.engine.tenant;

import org.jspecify.annotations.NullMarked;
