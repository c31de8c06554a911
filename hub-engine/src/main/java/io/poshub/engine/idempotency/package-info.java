/**
 * Calls that must not happen twice: a call sent again under the same key is told the first answer.
 *
 * <p>Owns {@code idempotency_keys} of each tenant's schema:
 *
 * <pre>
 *   idempotency_keys (key, fingerprint, status, answer, created_at, expires_at)   one row per key, for ever
 * </pre>
 *
 * A {@link io.poshub.engine.idempotency.KeyedCommand} wraps the command of any room. Its key is
 * locked before every other row of the batch and written with the effect in one transaction, so
 * there is never one without the other. A key that was {@link
 * io.poshub.engine.idempotency.SettleKey settled} without a call is spent as well: its row has no
 * request's fingerprint and no answer. The answer is dropped after {@link
 * io.poshub.engine.idempotency.Idempotency#ANSWERS_KEPT}; the row stays, and so the key can never
 * have a second effect. Commands run on the lane's thread, the rest on virtual threads.
 */
@NullMarked
package io.poshub.engine.idempotency;

import org.jspecify.annotations.NullMarked;
