package io.poshub.engine.loyalty;

import static java.util.Objects.requireNonNull;

import io.poshub.engine.lane.Batch;
import io.poshub.engine.lane.Command;
import io.poshub.engine.settings.SettingsSet;
import io.poshub.protocol.Money;
import io.poshub.protocol.Phone;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds points, or what an amount earns by the tenant's settings; the first add for a phone opens
 * its account.
 *
 * @param points null where an amount says how many
 * @param amount null where the points are given
 */
public record EarnPoints(
    Phone phone, @Nullable Long points, @Nullable Money amount, PointsNote note)
    implements Command<LoyaltyOutcome> {
  public EarnPoints {
    requireNonNull(phone, "phone is null");
    requireNonNull(note, "note is null");
    if ((points == null) == (amount == null)) {
      throw new IllegalArgumentException("either points or an amount");
    }
  }

  public static EarnPoints of(PointsMove move) {
    return new EarnPoints(move.phone(), move.points(), null, move.note());
  }

  @Override
  public void claim(Batch batch) {
    if (amount != null) {
      batch.rows(SettingsSet.KIND);
    }
    AccountSet accounts = batch.rows(AccountSet.KIND);
    accounts.claim(phone);
    if (note.orderId() != null) {
      accounts.claimEarnedOrder(note.orderId());
    }
  }

  @Override
  public LoyaltyOutcome decide(Batch batch) {
    AccountDesk desk = new AccountDesk(batch);
    Optional<AccountState> account = desk.find(phone);
    long earned = earned(batch);
    Optional<EarlierEarn> earlier =
        Optional.ofNullable(note.orderId()).flatMap(desk.accounts()::earned);
    if (earlier.isPresent()) {
      boolean same =
          earlier.get().isSame(earned, amount)
              && desk.accounts().isSame(earlier.get().accountId(), account);
      return same
          ? new LoyaltyOutcome.Repeated(earlier.get().change())
          : AccountDesk.refused(new LoyaltyRefusal.AlreadyEarned());
    }
    AccountState open =
        account.orElseGet(() -> AccountState.opened(batch.nextId(), phone, batch.now()));
    return desk.moved(LoyaltyRules.earn(open, earned, amount, note, desk.moment()));
  }

  private long earned(Batch batch) {
    if (amount == null) {
      return requireNonNull(points, "points is null");
    }
    return PointsRate.earned(amount, batch.rows(SettingsSet.KIND).current().pointsPerUnit());
  }
}
