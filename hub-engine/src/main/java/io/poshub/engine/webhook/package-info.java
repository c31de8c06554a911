/**
 * Webhooks: a tenant's events, posted to addresses its admin named, at least once, signed as
 * Standard Webhooks say.
 *
 * <p>Owns {@code webhook_work} of the main schema, {@code webhooks} and {@code webhook_deliveries}
 * of each tenant's:
 *
 * <pre>
 *   main.webhook_work (tenant, webhook_id)      the cursor into the stream, when something is due,
 *        │                                      and who delivers at the moment (the lease)
 *        └─ tenant.webhooks (id, url, secret, …)
 *              └─ tenant.webhook_deliveries     one row per event and webhook: pending, delivered
 *                                               or failed
 * </pre>
 *
 * Setting up and deleting are commands of the lane. Delivering is not: {@link
 * io.poshub.engine.webhook.Couriers} looks several times a second, with one query, for webhooks
 * whose tenant's stream went on or whose retries are due, whoever wrote there, and starts a {@link
 * io.poshub.engine.webhook.Courier} for each on a virtual thread. What a crash interrupts is found
 * by the next look, when the lease is over.
 */
@NullMarked
package io.poshub.engine.webhook;

import org.jspecify.annotations.NullMarked;
