/**
 * Which tenant is connected with which shop, and how far its sweep is.
 *
 * <p>Owns in the main schema:
 *
 * <pre>
 *   shop_connections (tenant + connector, shop, store_url, secrets (sealed), terms, what was learnt,
 *                     cursor_at, lease + lease_until, last_error, failures)
 * </pre>
 *
 * <p>and in each tenant's schema:
 *
 * <pre>
 *   shops (connector + number, identity)
 * </pre>
 *
 * <p>Whoever holds the lease sweeps; nobody else, on no node. A connection whose secrets do not
 * open with the hub's key is locked: it is shown and waits. Virtual threads: everything blocks.
 */
@NullMarked
package io.poshub.connectors.link;

import org.jspecify.annotations.NullMarked;
