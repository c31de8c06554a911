package io.poshub.engine.loyalty;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.timer.TimerSet;
import java.util.Optional;

/**
 * Gives a hold back whose time is over, and drops its timer; leaves alone one that somebody else
 * has ended.
 */
record LapseHold(String holdId) implements Command<Boolean> {

  @Override
  public void claim(Batch batch) {
    batch.rows(AccountSet.KIND).claimHoldAndAccount(holdId);
  }

  @Override
  public Boolean decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.accounts().ownerOf(holdId);
    account.ifPresent(desk::settle);
    boolean isOpen =
        account
            .flatMap(owner -> desk.accounts().hold(holdId, owner))
            .map(hold -> hold.isOpen())
            .orElse(false);
    if (!isOpen) {
      batch.rows(TimerSet.KIND).drop(AccountDesk.LAPSE, holdId);
    }
    return !isOpen;
  }
}
