/**
 * What the ledgers of gift cards and of loyalty points have in common, in plain whole numbers: no
 * currency, no SQL, no clock.
 *
 * <pre>
 *   Purse (balance, held)      what an account has; available = balance - held
 *   Hold  (amount, status, …)  a part of the balance that is reserved
 *   Move  (amount, heldAmount) what one ledger row changes; the rows of a purse sum to it
 * </pre>
 *
 * {@link io.poshub.engine.ledger.LedgerRules} decides; {@link io.poshub.engine.ledger.Chain} links
 * each row to the one before, so that a row that was changed later shows. A room that has a ledger
 * owns its tables and words, and asks here whether something may happen. Pure; any thread.
 */
@NullMarked
package io.poshub.engine.ledger;

import org.jspecify.annotations.NullMarked;
