package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Phone;
import io.poshub.protocol.loyalty.LoyaltyChange;
import java.util.Optional;

/**
 * Makes two accounts one: {@code into} takes over everything that {@code phone} has. Whoever is
 * merged already stands for the account it was merged into, so no circle can come about.
 */
public record MergeAccounts(Phone phone, Phone into, PointsNote note)
    implements Command<LoyaltyOutcome> {
  public MergeAccounts {
    requireNonNull(phone, "phone is null");
    requireNonNull(into, "into is null");
    requireNonNull(note, "note is null");
  }

  @Override
  public void claim(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    accounts.claim(phone);
    accounts.claim(into);
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> source = desk.find(phone);
    Optional<AccountState> target = desk.find(into);
    if (source.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.Unknown());
    }
    if (target.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.TargetUnknown());
    }
    if (source.get().id().equals(target.get().id())) {
      return AccountDesk.refused(new LoyaltyRefusal.AlreadyMerged());
    }
    return switch (LoyaltyRules.merge(source.get(), target.get(), note, desk.moment())) {
      case MergeDecision.Merged(AccountEntry given, AccountEntry taken) -> {
        LoyaltyChange left = desk.take(given, null);
        yield new LoyaltyOutcome.Merged(desk.take(taken, null), left.account());
      }
      case MergeDecision.Refused(LoyaltyRefusal refusal) -> AccountDesk.refused(refusal);
    };
  }
}
