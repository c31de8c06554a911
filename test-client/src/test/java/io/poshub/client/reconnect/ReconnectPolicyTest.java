package io.poshub.client.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.client.http.Refusal;
import io.poshub.client.reconnect.ReconnectPolicy.Decision;
import io.poshub.protocol.CloseCode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconnectPolicyTest {
  private static final Outcome BROKEN = new Outcome.Broken("cable");
  private static final Outcome UNREACHABLE = new Outcome.Unreachable("nobody");

  private final ReconnectPolicy policy = new ReconnectPolicy(Backoff.standard());
  private final SplittableRandom random = new SplittableRandom(42);

  @ParameterizedTest
  @EnumSource(CloseCode.class)
  void aCloseCodeSaysItselfWhetherToComeBack(CloseCode code) {
    Step step = afterSocket(Tally.NONE, new Outcome.Closed(code.code(), ""), false).step();
    assertThat(step).isInstanceOf(code.retryable() ? Step.Connect.class : Step.Stop.class);
  }

  @Test
  void anUnknownCloseCodeIsComeBackFrom() {
    assertThat(afterSocket(Tally.NONE, new Outcome.Closed(1006, ""), false).step())
        .isInstanceOf(Step.Connect.class);
  }

  @Test
  void socketsThatCannotBeHeldLeadToPolling() {
    Tally tally = Tally.NONE;
    for (int i = 1; i < Tally.FALLBACK_AFTER_FAILURES; i++) {
      Decision decision = afterSocket(tally, BROKEN, false);
      assertThat(decision.step()).isInstanceOf(Step.Connect.class);
      tally = decision.tally();
    }
    assertThat(afterSocket(tally, BROKEN, false).step())
        .isEqualTo(new Step.Poll(Duration.ZERO, "cable"));
  }

  @Test
  void aHubThatIsAwayOrBusyIsNotPolled() {
    Outcome busy = refused(503, "overloaded", true, Duration.ofSeconds(2));
    for (Outcome outcome : List.of(UNREACHABLE, busy)) {
      Tally tally = Tally.NONE;
      for (int i = 0; i < 50; i++) {
        Decision decision = afterSocket(tally, outcome, false);
        assertThat(decision.step()).isInstanceOf(Step.Connect.class);
        tally = decision.tally();
      }
      assertThat(tally).isEqualTo(new Tally(50, 0));
    }
  }

  @Test
  void waitsGrowWithFailuresInARow() {
    Duration longest = Duration.ZERO;
    Tally tally = Tally.NONE;
    for (int i = 0; i < 200; i++) {
      Decision decision = afterSocket(tally, UNREACHABLE, false);
      Duration wait = delay(decision.step());
      assertThat(wait).isLessThanOrEqualTo(Backoff.standard().ceiling(tally.failures()));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      tally = decision.tally();
    }
    assertThat(longest).isBetween(Duration.ofSeconds(25), Backoff.CAP);
  }

  @Test
  void onlyASocketThatHasProvenItselfWipesTheSlateClean() {
    Tally bad = new Tally(9, 2);
    Decision unproven = afterSocket(bad, BROKEN, false);
    assertThat(unproven.tally()).isEqualTo(new Tally(10, 3));
    Decision proven = afterSocket(bad, BROKEN, true);
    assertThat(proven.tally()).isEqualTo(Tally.NONE);
    assertThat(delay(proven.step())).isLessThanOrEqualTo(Backoff.BASE);
  }

  @Test
  void theHubsOwnTimesAreKept() {
    Step announced =
        afterSocket(
                new Tally(5, 0), new Outcome.Announced(Duration.ofMillis(4_321), "drain"), false)
            .step();
    assertThat(delay(announced)).isEqualTo(Duration.ofMillis(4_321));
    Outcome busy = refused(429, "rate_limited", true, Duration.ofSeconds(9));
    assertThat(delay(afterSocket(Tally.NONE, busy, false).step()))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(9).plus(Backoff.BASE));
    Outcome mad = refused(503, null, true, Duration.ofDays(400));
    assertThat(delay(afterSocket(Tally.NONE, mad, false).step()))
        .isLessThanOrEqualTo(ReconnectPolicy.ASKED_WAIT_MAX.plus(Backoff.BASE));
  }

  @Test
  void wrongKeysAndWrongQuestionsStayWrong() {
    assertThat(afterSocket(Tally.NONE, refused(401, "unauthenticated", false, null), false).step())
        .isEqualTo(new Step.Stop("Title. Detail. (unauthenticated)", "unauthenticated"));
    assertThat(afterSocket(Tally.NONE, refused(403, null, false, null), false).step())
        .isEqualTo(new Step.Stop("Title. Detail.", "http_403"));
    // A proxy without this route may still let REST calls through.
    assertThat(afterSocket(Tally.NONE, refused(404, null, false, null), false).step())
        .isInstanceOf(Step.Connect.class);
    assertThat(
            policy
                .afterPolling(Tally.NONE, refused(404, "not_found", false, null), false, random)
                .step())
        .isInstanceOf(Step.Stop.class);
  }

  @Test
  void whilePollingASocketThatIsBusyIsLeftAloneAsLongAsItAsks() {
    Tally fallen = new Tally(3, Tally.FALLBACK_AFTER_FAILURES);
    Outcome busy = refused(503, "overloaded", true, Duration.ofSeconds(90));
    assertThat(afterSocket(fallen, busy, false).step())
        .isEqualTo(new Step.Poll(Duration.ofSeconds(90), "Title. Detail. (overloaded)"));
  }

  @Test
  void aPollThatFailsGivesTheSocketOneTryAndThenPollsAgain() {
    Tally fallen = new Tally(0, Tally.FALLBACK_AFTER_FAILURES);
    Decision failed = policy.afterPolling(fallen, BROKEN, true, random);
    assertThat(failed.step()).isInstanceOf(Step.Connect.class);
    assertThat(afterSocket(failed.tally(), BROKEN, false).step()).isInstanceOf(Step.Poll.class);
  }

  @Test
  void pollingThatWentWellTriesTheSocketAtOnce() {
    Decision decision = policy.afterPolling(new Tally(8, 4), new Outcome.SocketDue(), true, random);
    assertThat(delay(decision.step())).isZero();
    assertThat(decision.tally()).isEqualTo(new Tally(0, 4));
  }

  private Decision afterSocket(Tally tally, Outcome outcome, boolean proven) {
    return policy.afterSocket(tally, outcome, proven, random);
  }

  private static Duration delay(Step step) {
    assertThat(step).isInstanceOf(Step.Connect.class);
    return ((Step.Connect) step).delay();
  }

  private static Outcome refused(
      int status, @Nullable String code, boolean retryable, @Nullable Duration retryAfter) {
    return new Outcome.Refused(
        new Refusal(
            status, code, "Title.", "Detail.", "r-1", retryable, retryAfter, null, List.of()));
  }
}
