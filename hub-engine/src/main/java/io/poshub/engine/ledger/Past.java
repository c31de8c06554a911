package io.poshub.engine.ledger;

/**
 * An earlier ledger row that somebody wants undone.
 *
 * @param amount what it changed, signed
 * @param reversible whether rows of its kind can be undone at all
 * @param reversed whether it has been, in whole or in part
 */
public record Past(long amount, boolean reversible, boolean reversed) {}
