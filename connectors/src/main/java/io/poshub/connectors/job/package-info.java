/**
 * What is still to be done at a shop, kept until it is done or given up.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   shop_jobs (id, kind, external_id, hub_status, shop_status, state, attempts, due_at, …)
 *        └─ one timer "shop_job" per external_id: when the first of its jobs is due
 * </pre>
 *
 * <p>An order's jobs are done one after the other, in the order of their ids. All writes are
 * commands of the tenant's lane; lists for people are read on virtual threads.
 */
@NullMarked
package io.poshub.connectors.job;

import org.jspecify.annotations.NullMarked;
