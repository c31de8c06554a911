package io.poshub.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poshub.engine.ledger.LedgerOutcome.AlreadyReversed;
import io.poshub.engine.ledger.LedgerOutcome.ExceedsHold;
import io.poshub.engine.ledger.LedgerOutcome.ExceedsOriginal;
import io.poshub.engine.ledger.LedgerOutcome.HoldExpired;
import io.poshub.engine.ledger.LedgerOutcome.HoldMoved;
import io.poshub.engine.ledger.LedgerOutcome.HoldResolved;
import io.poshub.engine.ledger.LedgerOutcome.Insufficient;
import io.poshub.engine.ledger.LedgerOutcome.Moved;
import io.poshub.engine.ledger.LedgerOutcome.NotReversible;
import io.poshub.engine.ledger.LedgerOutcome.OverLimit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long LIMIT = 1_000;

  @Test
  void aCreditStopsAtTheLimitAndNeverOverflows() {
    assertThat(LedgerRules.credit(new Purse(900, 0), 100, LIMIT))
        .isEqualTo(new Moved(new Move(100, 0), new Purse(1_000, 0)));
    assertThat(LedgerRules.credit(new Purse(900, 0), 101, LIMIT)).isEqualTo(new OverLimit(LIMIT));
    assertThat(LedgerRules.credit(new Purse(Long.MAX_VALUE, 0), 1, Long.MAX_VALUE))
        .isEqualTo(new OverLimit(Long.MAX_VALUE));
    assertThat(LedgerRules.credit(new Purse(1, 0), Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(new OverLimit(Long.MAX_VALUE));
  }

  @Test
  void aDebitTakesWhatIsAvailableOrWithLeavePartOfIt() {
    Purse purse = new Purse(100, 40);

    assertThat(LedgerRules.debit(purse, 60, false))
        .isEqualTo(new Moved(new Move(-60, 0), new Purse(40, 40)));
    assertThat(LedgerRules.debit(purse, 61, false)).isEqualTo(new Insufficient(60));
    assertThat(LedgerRules.debit(purse, 61, true))
        .isEqualTo(new Moved(new Move(-60, 0), new Purse(40, 40)));
    assertThat(LedgerRules.debit(new Purse(40, 40), 1, true)).isEqualTo(new Insufficient(0));
  }

  @Test
  void aCaptureTakesPartAndGivesTheRestBackInOneRow() {
    Hold hold = Hold.open("h", 40, NOW.plusSeconds(1));

    assertThat(LedgerRules.capture(new Purse(100, 40), hold, 25L, NOW))
        .isEqualTo(
            new HoldMoved(
                new Move(-25, -40),
                new Purse(75, 0),
                new Hold("h", 40, Hold.Status.CAPTURED, 25, hold.expiresAt())));
    assertThat(LedgerRules.capture(new Purse(100, 40), hold, 41L, NOW))
        .isEqualTo(new ExceedsHold(40));
  }

  @Test
  void aHoldResolvesOnceAndNotAfterItsTime() {
    Hold hold = Hold.open("h", 40, NOW.plusSeconds(1));
    Purse purse = new Purse(100, 40);
    Hold captured = ((HoldMoved) LedgerRules.capture(purse, hold, null, NOW)).hold();
    Hold released = ((HoldMoved) LedgerRules.release(purse, hold, NOW)).hold();
    Hold lapsed = LedgerRules.lapse(purse, hold, hold.expiresAt()).hold();

    assertThat(LedgerRules.release(purse, captured, NOW)).isEqualTo(new HoldResolved());
    assertThat(LedgerRules.capture(purse, released, null, NOW)).isEqualTo(new HoldResolved());
    assertThat(LedgerRules.capture(purse, lapsed, null, NOW)).isEqualTo(new HoldExpired());
    assertThat(LedgerRules.capture(purse, hold, null, hold.expiresAt()))
        .isEqualTo(new HoldExpired());
    assertThat(LedgerRules.release(purse, hold, hold.expiresAt())).isEqualTo(new HoldExpired());
    assertThatThrownBy(() -> LedgerRules.lapse(purse, hold, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRowIsUndoneOnceInWholeOrInPartAndNeverBeyondItself() {
    Purse purse = new Purse(100, 40);
    Past taken = new Past(-30, true, false);

    assertThat(LedgerRules.reverse(purse, taken, null, LIMIT))
        .isEqualTo(new Moved(new Move(30, 0), new Purse(130, 40)));
    assertThat(LedgerRules.reverse(purse, taken, 10L, LIMIT))
        .isEqualTo(new Moved(new Move(10, 0), new Purse(110, 40)));
    assertThat(LedgerRules.reverse(purse, taken, 31L, LIMIT)).isEqualTo(new ExceedsOriginal(30));
    assertThat(LedgerRules.reverse(purse, new Past(-30, true, true), 1L, LIMIT))
        .isEqualTo(new AlreadyReversed());
    assertThat(LedgerRules.reverse(purse, new Past(-30, false, false), null, LIMIT))
        .isEqualTo(new NotReversible());
  }

  @Test
  void whatWasPutInComesOutAgainOnlyIfItIsStillThere() {
    assertThat(LedgerRules.reverse(new Purse(100, 40), new Past(60, true, false), null, LIMIT))
        .isEqualTo(new Moved(new Move(-60, 0), new Purse(40, 40)));
    assertThat(LedgerRules.reverse(new Purse(100, 40), new Past(61, true, false), null, LIMIT))
        .isEqualTo(new Insufficient(60));
  }

  @Test
  void theChainSeesEveryValueAndItsPlace() {
    Chain row = Chain.START.row().text("ab").text(null).number(1).time(NOW).link();

    assertThat(Chain.START.row().text("ab").text(null).number(1).time(NOW).link()).isEqualTo(row);
    assertThat(Chain.START.row().text("a").text("b").number(1).time(NOW).link()).isNotEqualTo(row);
    assertThat(Chain.START.row().text(null).text("ab").number(1).time(NOW).link())
        .isNotEqualTo(row);
    assertThat(Chain.START.row().text("ab").text("").number(1).time(NOW).link()).isNotEqualTo(row);
    assertThat(row.row().text("ab").text(null).number(1).time(NOW).link()).isNotEqualTo(row);
  }
}
