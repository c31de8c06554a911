package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.engine.giftcard.CardPin.PinHash;
import io.poshub.engine.ledger.Chain;
import io.poshub.engine.ledger.Purse;
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
 * @param entries ledger rows written so far; none only while the card is being sold
 * @param chain that of the last row; null while all rows are older than chains
 * @param issue what was noted when the card was sold
 */
public record CardState(
    String id,
    CodeHash codeHash,
    String last4,
    @Nullable PinHash pinHash,
    Status status,
    Money balance,
    Money held,
    Money initialAmount,
    long entries,
    @Nullable Chain chain,
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
    if (entries < 0) {
      throw new IllegalArgumentException("a card has no fewer rows than none");
    }
  }

  /** Who bought the card for whom, as the platform sent it (JSON text), and with which order. */
  public record Issue(
      @Nullable String orderId, @Nullable String purchaser, @Nullable String recipient) {}

  /** The status as of a day: a card may have run out without anything having touched it. */
  public Status statusOn(LocalDate today) {
    return status == Status.ACTIVE && ranOutBy(today) ? Status.EXPIRED : status;
  }

  boolean ranOutBy(LocalDate today) {
    return expiresOn != null && today.isAfter(expiresOn);
  }

  Purse purse() {
    return new Purse(balance.minor(), held.minor());
  }

  Money money(long minor) {
    return new Money(minor, balance.currency());
  }

  /** The card after its next ledger row. */
  CardState after(Purse purse, Chain link, boolean used, Instant now) {
    return new CardState(
        id,
        codeHash,
        last4,
        pinHash,
        status,
        money(purse.balance()),
        money(purse.held()),
        initialAmount,
        entries + 1,
        link,
        expiresOn,
        issue,
        createdAt,
        now,
        used ? now : lastUsedAt);
  }

  CardState with(Status newStatus, Instant now) {
    return new CardState(
        id,
        codeHash,
        last4,
        pinHash,
        newStatus,
        balance,
        held,
        initialAmount,
        entries,
        chain,
        expiresOn,
        issue,
        createdAt,
        now,
        lastUsedAt);
  }

  public GiftCard wire(LocalDate today) {
    return wire(today, 0);
  }

  /**
   * The card as others see it.
   *
   * @param lapsed what is held only because nobody has written yet that its time is over
   */
  GiftCard wire(LocalDate today, long lapsed) {
    Money stillHeld = held.minus(money(lapsed));
    return new GiftCard(
        id,
        last4,
        statusOn(today),
        balance.currency(),
        balance,
        stillHeld,
        balance.minus(stillHeld),
        initialAmount,
        pinHash != null,
        expiresOn,
        createdAt,
        updatedAt,
        lastUsedAt);
  }
}
