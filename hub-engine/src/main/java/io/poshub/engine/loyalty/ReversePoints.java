package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Phone;
import java.util.Optional;

/** Undoes a row of an account's ledger; {@code note} holds the reason. */
public record ReversePoints(Phone phone, String entryId, Reversal how, PointsNote note)
    implements Command<LoyaltyOutcome> {
  public ReversePoints {
    requireNonNull(phone, "phone is null");
    requireNonNull(entryId, "entryId is null");
    requireNonNull(how, "how is null");
    requireNonNull(note.reason(), "a reversal has a reason");
  }

  @Override
  public void claim(Batch batch) {
    AccountSet accounts = batch.rows(AccountSet.KIND);
    accounts.claim(phone);
    accounts.claimEntry(entryId);
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(phone);
    if (account.isEmpty()) {
      return AccountDesk.refused(new LoyaltyRefusal.Unknown());
    }
    Optional<PastEntry> past = desk.accounts().past(entryId, account.get());
    return past.isEmpty()
        ? AccountDesk.refused(new LoyaltyRefusal.EntryUnknown())
        : desk.moved(LoyaltyRules.reverse(account.get(), past.get(), how, note, desk.moment()));
  }
}
