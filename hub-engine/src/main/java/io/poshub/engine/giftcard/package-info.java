/**
 * Gift cards: their money and their ledger.
 *
 * <p>Owns in each tenant's schema:
 *
 * <pre>
 *   gift_cards (id, code_hash unique, status, balance, held, entries, chain, …)
 *        1 ── n  pos_gift_card_transactions (card_id + entry unique, amount, held_amount, chain, …)
 *        1 ── n  gift_card_holds (amount, status, expires_at, …)
 *        1 ── n  gift_card_status_notes (status, reason, at, …)   who blocked it and why
 * </pre>
 *
 * The amounts of a card sum to its balance, the held amounts to its held; {@code entry} counts a
 * card's rows without a gap, and each row's {@code chain} covers all rows up to it. {@link
 * io.poshub.engine.giftcard.CardRules} decides and sees no SQL; the {@code …Rows} are the SQL and
 * decide nothing. {@link io.poshub.engine.giftcard.CardWork} is how a command gets to a card: what
 * time has done to it is written first. Commands run on the lane's thread, queries on any virtual
 * thread.
 */
@NullMarked
package io.poshub.engine.giftcard;

import org.jspecify.annotations.NullMarked;
