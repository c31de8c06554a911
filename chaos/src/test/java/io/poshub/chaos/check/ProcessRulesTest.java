package io.poshub.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.chaos.history.ProcessHistory;
import io.poshub.chaos.history.ProcessHistory.CallSpan;
import io.poshub.chaos.history.ProcessHistory.Span;
import io.poshub.chaos.history.ProcessHistory.Stop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessRulesTest {
  private static final long SIGNAL = TimeUnit.SECONDS.toNanos(10);
  private static final Stop GOOD_STOP = new Stop(SIGNAL, 300, 0);

  @Test
  void aStopWithZeroInTimeIsGood() {
    assertThat(check(GOOD_STOP, List.of(), List.of())).isEmpty();
  }

  @Test
  void anyOtherExitCodeIsNot() {
    assertThat(check(new Stop(SIGNAL, 300, 143), List.of(), List.of()))
        .containsExactly(ViolationKind.STOP_FAILED);
  }

  @Test
  void neitherIsOneThatTakesTooLongOrForever() {
    assertThat(check(new Stop(SIGNAL, 15_001, 0), List.of(), List.of()))
        .containsExactly(ViolationKind.STOP_FAILED);
    assertThat(check(new Stop(SIGNAL, 30_000, null), List.of(), List.of()))
        .containsExactly(ViolationKind.STOP_FAILED);
  }

  @Test
  void aCallInFlightMustBeAnswered() {
    assertThat(check(GOOD_STOP, List.of(call(8, 11)), List.of()))
        .containsExactly(ViolationKind.DROPPED_IN_FLIGHT);
  }

  @Test
  void aCallThatMayNotHaveArrivedNeedNotBe() {
    CallSpan late =
        new CallSpan("POST", new Span(SIGNAL - 1_000, SIGNAL + TimeUnit.SECONDS.toNanos(1)), false);

    assertThat(check(GOOD_STOP, List.of(late, call(8, 9), call(11, 12)), List.of())).isEmpty();
  }

  @Test
  void aCallThatWasDisturbedNeedNotBe() {
    assertThat(check(GOOD_STOP, List.of(call(8, 11)), List.of(span(7, 9)))).isEmpty();
  }

  @Test
  void aFailedStartIsAViolation() {
    ProcessHistory history =
        new ProcessHistory(List.of(), List.of("ended with 1"), List.of(), List.of());

    assertThat(Checker.check(history))
        .extracting(Violation::kind)
        .containsExactly(ViolationKind.START_FAILED);
  }

  private static List<ViolationKind> check(
      Stop stop, List<CallSpan> calls, List<Span> disturbances) {
    return Checker.check(new ProcessHistory(List.of(stop), List.of(), calls, disturbances)).stream()
        .map(Violation::kind)
        .toList();
  }

  private static CallSpan call(long fromSecond, long toSecond) {
    return new CallSpan("POST", span(fromSecond, toSecond), false);
  }

  private static Span span(long fromSecond, long toSecond) {
    return new Span(TimeUnit.SECONDS.toNanos(fromSecond), TimeUnit.SECONDS.toNanos(toSecond));
  }
}
