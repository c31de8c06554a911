package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import java.util.Optional;

/** Spends points. */
public record RedeemPoints(PointsMove move) implements Command<LoyaltyOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(AccountSet.KIND).claim(move.phone());
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(move.phone());
    return account.isEmpty()
        ? AccountDesk.refused(new LoyaltyRefusal.Unknown())
        : desk.moved(LoyaltyRules.redeem(account.get(), move.points(), move.note(), desk.moment()));
  }
}
