/**
 * Proves a tenant's balances from its ledgers, and names every difference.
 *
 * <p>Each room with a ledger brings an {@link io.poshub.engine.verify.Audit}; {@link
 * io.poshub.engine.verify.Verification} runs them all on one consistent snapshot, in pages, so that
 * nobody who sells meanwhile waits or disturbs it. Owns no tables and changes nothing. Virtual
 * threads.
 */
@NullMarked
package io.poshub.engine.verify;

import org.jspecify.annotations.NullMarked;
