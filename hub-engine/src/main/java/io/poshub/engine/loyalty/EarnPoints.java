package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import io.poshub.protocol.loyalty.LoyaltyChange;

/** Adds points; the first add for a phone opens its account. */
public record EarnPoints(PointsMove move) implements Command<LoyaltyOutcome> {

  @Override
  public void claim(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    accounts.claim(move.phone());
    if (move.orderId() != null) {
      accounts.claimEarnedOrder(move.orderId());
    }
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    LoyaltyChange earlier =
        move.orderId() == null ? null : accounts.earned(move.orderId()).orElse(null);
    if (earlier != null) {
      boolean same =
          earlier.transaction().points() == move.points()
              && earlier.account().phone().equals(move.phone());
      return same ? new LoyaltyOutcome.Repeated(earlier) : new LoyaltyOutcome.AlreadyEarned();
    }
    AccountState account =
        accounts
            .find(move.phone())
            .orElseGet(() -> AccountState.opened(batch.nextId(), move.phone(), batch.now()));
    LoyaltyChange change =
        accounts.apply(
            LoyaltyRules.earn(account, move, batch.nextId(), batch.now())
                .under(batch.idempotencyKey()));
    batch.emit(EventType.LOYALTY_UPDATED, change);
    return new LoyaltyOutcome.Moved(change);
  }
}
