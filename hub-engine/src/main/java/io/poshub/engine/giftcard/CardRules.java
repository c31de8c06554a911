package io.poshub.engine.giftcard;

import io.poshub.engine.giftcard.CardCode.CodeHash;
import io.poshub.protocol.Money;
import io.poshub.protocol.giftcard.GiftCard.Status;
import io.poshub.protocol.giftcard.GiftCardTransaction;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What may happen to a card: pure functions from a card and a wish to a decision. Any thread. */
final class CardRules {
  private CardRules() {}

  /** A new card with its first ledger row. */
  static CardDecision.Changed activate(
      String cardId, String entryId, CodeHash codeHash, NewCard wish, Instant now) {
    CardState card =
        new CardState(
            cardId,
            codeHash,
            wish.code().last4(),
            null,
            Status.ACTIVE,
            wish.amount(),
            Money.zero(wish.amount().currency()),
            wish.amount(),
            1,
            wish.expiresOn(),
            wish.issue(),
            now,
            now,
            null);
    Money before = Money.zero(wish.amount().currency());
    GiftCardTransaction row =
        row(
            entryId,
            GiftCardTransaction.Type.ACTIVATE,
            wish.amount(),
            before,
            wish.issue().orderId(),
            null,
            null,
            now,
            now);
    return new CardDecision.Changed(card, new CardEntry(cardId, 1, row));
  }

  /** Takes the amount, or with {@code allowPartial} what is there; never more than is available. */
  static CardDecision redeem(
      CardState card, Redemption wish, String entryId, LocalDate today, Instant now) {
    CardRefusal closed = closed(card, today);
    if (closed != null) {
      return new CardDecision.Refused(closed);
    }
    Money available = card.available();
    boolean enough = wish.amount().compareTo(available) <= 0;
    if (!enough && (!wish.allowPartial() || available.isZero())) {
      return new CardDecision.Refused(new CardRefusal.Insufficient(available));
    }
    Money taken = enough ? wish.amount() : available;
    Instant occurredAt = wish.occurredAt() == null ? now : wish.occurredAt();
    GiftCardTransaction row =
        row(
            entryId,
            GiftCardTransaction.Type.REDEEM,
            taken.negated(),
            card.balance(),
            wish.orderId(),
            wish.terminal(),
            wish.note(),
            occurredAt,
            now);
    CardState after = card.used(row.balanceAfter(), now);
    return new CardDecision.Changed(after, new CardEntry(card.id(), after.entries(), row));
  }

  private static @Nullable CardRefusal closed(CardState card, LocalDate today) {
    return switch (card.statusOn(today)) {
      case ACTIVE -> null;
      case BLOCKED -> new CardRefusal.Blocked();
      case EXPIRED -> new CardRefusal.Expired();
      case INACTIVE -> new CardRefusal.Inactive();
    };
  }

  private static GiftCardTransaction row(
      String id,
      GiftCardTransaction.Type type,
      Money amount,
      Money before,
      @Nullable String orderId,
      @Nullable String terminal,
      @Nullable String note,
      Instant occurredAt,
      Instant now) {
    return new GiftCardTransaction(
        id,
        type,
        amount,
        Money.zero(amount.currency()),
        before,
        before.plus(amount),
        amount.currency(),
        orderId,
        terminal,
        note,
        null,
        null,
        null,
        occurredAt,
        now);
  }
}
