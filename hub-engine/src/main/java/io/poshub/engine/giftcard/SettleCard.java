package io.poshub.engine.giftcard;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.tenant.Tenant;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Writes what time has done to a card, because a timer has gone off: a lapsed hold comes back, what
 * is on an expired card expires. Does nothing if somebody's call has done so already.
 */
record SettleCard(String cardId, TimerKind timer, String timerRef) implements Command<Boolean> {
  SettleCard {
    requireNonNull(cardId, "cardId is null");
    requireNonNull(timer, "timer is null");
    requireNonNull(timerRef, "timerRef is null");
  }

  static SettleCard lapse(String ref) {
    return new SettleCard(ref.substring(0, ref.indexOf('/')), CardWork.LAPSE_HOLD, ref);
  }

  static SettleCard expire(String cardId) {
    return new SettleCard(cardId, CardWork.EXPIRE_CARD, cardId);
  }

  /** The start of the day after a card's last, where the tenant is. */
  static Instant expiryOf(LocalDate expiresOn, Tenant tenant) {
    return expiresOn.plusDays(1).atStartOfDay(tenant.timeZone()).toInstant();
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(CardSet.KIND).claim(new CardRef.ById(cardId), batch);
  }

  @Override
  public Boolean decide(Batch batch) {
    CardSet cards = batch.rows(CardSet.KIND);
    CardRef ref = new CardRef.ById(cardId);
    Optional<CardState> before = cards.find(ref, batch);
    batch.rows(TimerSet.KIND).drop(timer, timerRef);
    // Settling is what every touch begins with, so restating the card as it is suffices.
    CardWork.on(
        batch,
        ref,
        work -> new CardDecision.Restated(work.card()),
        (_, card) -> new CardOutcome.Restated(card));
    Optional<CardState> after = cards.find(ref, batch);
    after.ifPresent(card -> setAgain(card, batch));
    return !before.equals(after);
  }

  /** The tenant may have moved to another time zone since the timer was set. */
  private void setAgain(CardState card, Batch batch) {
    LocalDate expiresOn = card.expiresOn();
    if (timer.equals(CardWork.EXPIRE_CARD) && expiresOn != null && !card.ranOutBy(batch.today())) {
      batch
          .rows(TimerSet.KIND)
          .set(CardWork.EXPIRE_CARD, timerRef, expiryOf(expiresOn, batch.tenant()));
    }
  }
}
