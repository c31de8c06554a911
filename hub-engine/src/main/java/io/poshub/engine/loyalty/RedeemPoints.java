package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.EventType;
import io.poshub.protocol.loyalty.LoyaltyChange;
import java.util.Optional;

/** Spends points. */
public record RedeemPoints(PointsMove move) implements Command<LoyaltyOutcome> {

  @Override
  public void claim(Batch batch) {
    batch.rows(AccountSet.KIND).claim(move.phone());
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    Optional<AccountState> account = accounts.find(move.phone());
    if (account.isEmpty()) {
      return new LoyaltyOutcome.Unknown();
    }
    return LoyaltyRules.redeem(account.get(), move, batch.nextId(), batch.now())
        .map(entry -> moved(accounts.apply(entry.under(batch.idempotencyKey())), batch))
        .orElseGet(() -> new LoyaltyOutcome.Insufficient(account.get().available()));
  }

  private static LoyaltyOutcome moved(LoyaltyChange change, Batch batch) {
    batch.emit(EventType.LOYALTY_UPDATED, change);
    return new LoyaltyOutcome.Moved(change);
  }
}
