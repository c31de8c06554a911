package io.poshub.engine.ledger;

/** What one ledger row does to a purse, both signed. */
public record Move(long amount, long heldAmount) {}
