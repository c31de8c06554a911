/**
 * Gift cards: their money and their ledger.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   gift_cards (id, code_hash unique, balance, held, entries, …)
 *        1 ── n  pos_gift_card_transactions (card_id + entry unique, amount, held_amount, balance_after, …)
 * </pre>
 *
 * The amounts of a card sum to its balance, the held amounts to its held; {@code entry} counts a
 * card's rows without a gap. {@link io.poshub.engine.giftcard.CardRules} decides and sees no SQL;
 * {@code CardRows} is the SQL and decides nothing. Commands run on the lane's thread, queries on
 * any virtual thread.
 */
@NullMarked
package io.poshub.engine.giftcard;

import org.jspecify.annotations.NullMarked;
