package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.protocol.Phone;
import java.util.Optional;

/** Corrects an account's points, up or down; {@code note} holds the reason. */
public record AdjustPoints(Phone phone, long points, PointsNote note)
    implements Command<LoyaltyOutcome> {
  public AdjustPoints {
    requireNonNull(phone, "phone is null");
    requireNonNull(note.reason(), "an adjustment has a reason");
    if (points == 0 || Math.abs(points) > PointsMove.POINTS_MAX) {
      throw new IllegalArgumentException("points must be other than zero and within bounds");
    }
  }

  @Override
  public void claim(Batch batch) {
    batch.rows(AccountSet.KIND).claim(phone);
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(phone);
    return account.isEmpty()
        ? AccountDesk.refused(new LoyaltyRefusal.Unknown())
        : desk.moved(LoyaltyRules.adjust(account.get(), points, note, desk.moment()));
  }
}
