package io.poshub.chaos.check;

import static io.poshub.chaos.check.RecordedHistory.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.chaos.history.Beginning;
import io.poshub.chaos.history.Ledger;
import io.poshub.chaos.history.WriteRecord;
import io.poshub.chaos.history.WriteRecord.Kind;
import io.poshub.chaos.history.WriteRecord.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CheckerTest {
  private final RecordedHistory history = new RecordedHistory();

  @Test
  void aGoodHistoryShowsNothing() {
    assertThat(history.check()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"STREAM_REWRITTEN", "STOP_FAILED", "DROPPED_IN_FLIGHT", "START_FAILED"})
  void everyBrokenPromiseIsFound(ViolationKind kind) {
    BrokenPromises.spoil(history, kind);

    assertThat(history.check()).extracting(Violation::kind).contains(kind);
  }

  @Test
  void evidenceNamesTheTerminalAndTheEvent() {
    BrokenPromises.spoil(history, ViolationKind.LOST_EVENT);

    assertThat(history.check())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.who()).isEqualTo("t/till");
          assertThat(violation.evidence()).contains("seq 3").contains("id3");
        });
  }

  @Test
  void theSameEventAgainOnTheNextConnectionIsNoViolation() {
    history.connections.set(1, history.connection(new Beginning.HubRemembers(1), 1, 5, 2, 3, 4, 5));

    assertThat(history.check()).isEmpty();
  }

  @Test
  void theSameEventTwiceOnOneConnectionIsOne() {
    history.connections.set(1, history.connection(new Beginning.After(3), 3, 3, 4, 4, 5));

    assertThat(history.check())
        .extracting(Violation::kind)
        .containsExactly(ViolationKind.OUT_OF_ORDER);
  }

  @Test
  void anAckThatGotLostWithTheHubMayBeForgotten() {
    history.connections.set(
        1, history.connection(new Beginning.HubRemembers(3), 0, 5, 1, 2, 3, 4, 5));

    assertThat(history.check()).isEmpty();
  }

  @Test
  void aTerminalIsNeverSentBackBehindItsFirstPlace() {
    history.connections.removeFirst();
    history.connections.add(history.connection(new Beginning.HubRemembers(5), 2, 5, 3, 4, 5));

    assertThat(history.check())
        .extracting(Violation::kind)
        .containsExactly(ViolationKind.WRONG_START);
  }

  @Test
  void whatWasFilteredOutIsNotMissed() {
    history.types = Set.of("new_order", "order_updated");
    history.connections.clear();
    history.connections.add(
        history.connection(new Beginning.HubRemembers(Beginning.NEVER_ACKED), 0, 5, 1, 4));

    assertThat(history.check()).isEmpty();
  }

  @Test
  void whatWasFilteredOutMustNotCome() {
    history.types = Set.of("new_order", "order_updated");

    assertThat(history.check())
        .extracting(Violation::kind)
        .containsOnly(ViolationKind.UNEXPECTED_FRAME);
  }

  @Test
  void aCallWithoutAnAnswerMayHaveHappenedOrNot() {
    history.writes.set(2, new WriteRecord(Kind.DEDUCT, "m3", new Outcome.Unknown()));
    history.writes.add(new WriteRecord(Kind.DEDUCT, "m8", new Outcome.Unknown()));

    assertThat(history.check()).isEmpty();
  }

  @Test
  void aRefusedCallMustNotHaveHappened() {
    history.writes.set(
        2, new WriteRecord(Kind.DEDUCT, "m3", new Outcome.Refused("insufficient_balance")));

    assertThat(history.check())
        .extracting(Violation::kind)
        .containsExactly(ViolationKind.PHANTOM_MOVEMENT);
  }

  @Test
  void aBalanceBelowZeroIsABrokenLedgerEvenIfItAddsUp() {
    history.writes.add(done(Kind.REDEEM, "m6", "spent"));
    history.ledgers.set(
        1,
        new Ledger(
            "a1",
            -5,
            List.of(
                new Ledger.Row("earned", 10, 0, 10, "m4"),
                new Ledger.Row("spent", -15, 10, -5, "m6"))));

    assertThat(history.check()).extracting(Violation::kind).contains(ViolationKind.LEDGER_BROKEN);
  }
}
