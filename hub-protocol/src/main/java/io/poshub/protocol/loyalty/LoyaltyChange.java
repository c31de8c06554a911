package io.poshub.protocol.loyalty;

/** The data of {@code loyalty_updated}, and the answer of a call that moved points. */
public record LoyaltyChange(LoyaltyAccount account, LoyaltyTransaction transaction) {}
