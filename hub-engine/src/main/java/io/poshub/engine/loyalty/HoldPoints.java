package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.loyalty.LoyaltyChange;
import java.util.Optional;

/** Reserves points until they are captured, released or lapse. */
public record HoldPoints(HoldWish wish) implements Command<LoyaltyOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(AccountSet.KIND).claim(wish.phone());
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(wish.phone());
    if (account.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.Unknown());
    }
    return switch (HoldRules.hold(account.get(), wish, desk.moment())) {
      case LoyaltyDecision.Posted(AccountEntry entry, PointsHold hold) -> {
        LoyaltyChange change = desk.take(entry, hold);
        yield new LoyaltyOutcome.Held(
            requireNonNull(hold, "hold is null").wire(), change.account());
      }
      case LoyaltyDecision.Refused(LoyaltyRefusal refusal) -> AccountDesk.refused(refusal);
    };
  }
}
