package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.ledger.Hold;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCardHold;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A part of a card's balance that is reserved. */
public record CardHold(String cardId, Hold hold, @Nullable String orderId, Instant createdAt) {
  public CardHold {
    requireNonNull(cardId, "cardId is null");
    requireNonNull(hold, "hold is null");
    requireNonNull(createdAt, "createdAt is null");
  }

  String id() {
    return hold.id();
  }

  boolean isOpen() {
    return hold.status() == Hold.Status.OPEN;
  }

  CardHold with(Hold changed) {
    return new CardHold(cardId, changed, orderId, createdAt);
  }

  public GiftCardHold wire(Currency currency) {
    boolean captured = hold.status() == Hold.Status.CAPTURED;
    return new GiftCardHold(
        hold.id(),
        new Money(hold.amount(), currency),
        GiftCardHold.Status.valueOf(hold.status().name()),
        captured ? new Money(hold.capturedAmount(), currency) : null,
        orderId,
        hold.expiresAt(),
        createdAt);
  }
}
