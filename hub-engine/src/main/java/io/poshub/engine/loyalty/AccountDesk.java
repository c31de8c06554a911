package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.timer.TimerKind;
import io.poshub.engine.timer.TimerSet;
import io.poshub.protocol.EventType;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every command on an account does around its rule: finds the account and settles what has
 * lapsed of it before, and takes over, tells and times what was decided after. One batch, one
 * thread.
 */
final class AccountDesk {
  /** Its ref is the hold's id. */
  static final TimerKind LAPSE = new TimerKind("lapse_points_hold");

  private final Batch batch;
  private final AccountSet accounts;

  AccountDesk(Batch batch) {
    this.batch = batch;
    this.accounts = batch.rows(AccountSet.KIND);
  }

  /** The account that a phone stands for, without any hold whose time is over. */
  Optional<AccountState> find(Phone phone) {
    return accounts.find(phone).map(this::settle);
  }

  AccountState settle(AccountState account) {
    AccountState settled = account;
    for (PointsHold hold : accounts.lapsed(account, batch.now())) {
      LoyaltyDecision.Posted lapse = HoldRules.lapse(settled, hold, Moment.of(batch));
      take(lapse.entry(), lapse.hold());
      settled = lapse.entry().after();
    }
    return settled;
  }

  Moment moment() {
    return Moment.of(batch);
  }

  AccountSet accounts() {
    return accounts;
  }

  /** Takes over a rule's decision about points. */
  LoyaltyOutcome moved(LoyaltyDecision decision) {
    return switch (decision) {
      case LoyaltyDecision.Posted(AccountEntry entry, PointsHold hold) ->
          new LoyaltyOutcome.Moved(take(entry, hold));
      case LoyaltyDecision.Refused(LoyaltyRefusal refusal) -> refused(refusal);
    };
  }

  /** Writes a row down and tells of it; a hold's timer runs while it is open. */
  LoyaltyChange take(AccountEntry entry, @Nullable PointsHold hold) {
    LoyaltyChange change = accounts.apply(entry, hold);
    if (hold != null) {
      TimerSet timers = batch.rows(TimerSet.KIND);
      switch (hold.hold().status()) {
        case OPEN -> timers.set(LAPSE, hold.id(), hold.hold().expiresAt());
        case CAPTURED, RELEASED, EXPIRED -> timers.drop(LAPSE, hold.id());
      }
    }
    batch.emit(EventType.LOYALTY_UPDATED, change);
    return change;
  }

  static LoyaltyOutcome refused(LoyaltyRefusal refusal) {
    return new LoyaltyOutcome.Refused(refusal);
  }
}
