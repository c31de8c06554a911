package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Phone;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what a hold has reserved, or gives it back. */
public record EndHold(Phone phone, String holdId, End end, PointsNote note)
    implements Command<LoyaltyOutcome> {
  public EndHold {
    requireNonNull(phone, "phone is null");
    requireNonNull(holdId, "holdId is null");
    requireNonNull(end, "end is null");
    requireNonNull(note, "note is null");
  }

  /** How a hold ends when somebody says so. */
  public sealed interface End {

    /** Points are taken, all of them if {@code points} is null; the rest is available again. */
    record Capture(@Nullable Long points) implements End {}

    /** All are available again. */
    record Release() implements End {}
  }

  @Override
  public void claim(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    accounts.claim(phone);
    accounts.claimHold(holdId);
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(phone);
    if (account.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.Unknown());
    }
    Optional<PointsHold> hold = desk.accounts().hold(holdId, account.get());
    if (hold.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.HoldUnknown());
    }
    LoyaltyDecision decision =
        switch (end) {
          case End.Capture(Long points) ->
              HoldRules.capture(account.get(), hold.get(), points, note, desk.moment());
          case End.Release _ -> HoldRules.release(account.get(), hold.get(), note, desk.moment());
        };
    return switch (decision) {
      case LoyaltyDecision.Posted(AccountEntry entry, PointsHold ended) ->
          new LoyaltyOutcome.HoldEnded(
              requireNonNull(ended, "hold is null").wire(), desk.take(entry, ended));
      case LoyaltyDecision.Refused(LoyaltyRefusal refusal) -> AccountDesk.refused(refusal);
    };
  }
}
