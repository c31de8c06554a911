package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard;
import io.poshub.protocol.giftcard.GiftCard.Status;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A card's row. Whatever happens to a card makes a new one of these; none that breaks the
 * invariants can be made.
 *
 * @param entries ledger rows written so far
 * @param issue what was noted when the card was sold
 */
public record CardState(
    String id,
    CodeHash codeHash,
    String last4,
    byte @Nullable [] pinHash,
    Status status,
    Money balance,
    Money held,
    Money initialAmount,
    long entries,
    @Nullable LocalDate expiresOn,
    Issue issue,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastUsedAt) {
  public CardState {
    requireNonNull(id, "id is null");
    requireNonNull(codeHash, "codeHash is null");
    requireNonNull(status, "status is null");
    requireNonNull(issue, "issue is null");
    if (held.isNegative() || balance.compareTo(held) < 0) {
      throw new IllegalArgumentException("0 <= held <= balance does not hold");
    }
    if (entries < 1) {
      throw new IllegalArgumentException("a card has at least its activation");
    }
  }

  /** Who bought the card for whom, as the platform sent it (JSON text), and with which order. */
  public record Issue(
      @Nullable String orderId, @Nullable String purchaser, @Nullable String recipient) {}

  public Money available() {
    return balance.minus(held);
  }

  /** The status as of a day: a card may have run out without anything having touched it. */
  public Status statusOn(LocalDate today) {
    boolean ranOut = status == Status.ACTIVE && expiresOn != null && today.isAfter(expiresOn);
    return ranOut ? Status.EXPIRED : status;
  }

  /** The card after a ledger row that used it. */
  CardState used(Money newBalance, Instant now) {
    return new CardState(
        id,
        codeHash,
        last4,
        pinHash,
        status,
        newBalance,
        held,
        initialAmount,
        entries + 1,
        expiresOn,
        issue,
        createdAt,
        now,
        now);
  }

  public GiftCard wire(LocalDate today) {
    return new GiftCard(
        id,
        last4,
        statusOn(today),
        balance.currency(),
        balance,
        held,
        available(),
        initialAmount,
        pinHash != null,
        expiresOn,
        createdAt,
        updatedAt,
        lastUsedAt);
  }
}
