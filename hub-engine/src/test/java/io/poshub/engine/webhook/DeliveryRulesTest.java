package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.outbound.PostAnswer;
import io.poshub.protocol.webhook.DeliveryError;
import io.poshub.protocol.webhook.DisabledReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Health NEW = new Health(null, null, null, null);
  private static final Health FAILING_SINCE_AN_HOUR =
      new Health(null, NOW.minusSeconds(60), NOW.minus(Duration.ofHours(1)), null);

  @Test
  void successHeals() {
    assertThat(DeliveryRules.after(FAILING_SINCE_AN_HOUR, statuses(204), NOW))
        .isEqualTo(new Health(NOW, FAILING_SINCE_AN_HOUR.lastFailureAt(), null, null));
  }

  @Test
  void oneSuccessAmongFailuresHealsToo() {
    assertThat(DeliveryRules.after(FAILING_SINCE_AN_HOUR, statuses(500, 200), NOW))
        .isEqualTo(new Health(NOW, NOW, null, null));
  }

  @Test
  void failuresCountFromTheFirst() {
    assertThat(DeliveryRules.after(NEW, statuses(500), NOW))
        .isEqualTo(new Health(null, NOW, NOW, null));
    assertThat(DeliveryRules.after(FAILING_SINCE_AN_HOUR, statuses(404), NOW))
        .isEqualTo(new Health(null, NOW, FAILING_SINCE_AN_HOUR.failingSince(), null));
  }

  @Test
  void threeDaysOfNothingButFailuresAreTheEnd() {
    Health before = new Health(null, NOW, NOW.minus(RetryPlan.PATIENCE), null);

    assertThat(DeliveryRules.after(before, statuses(500), NOW).disabledReason())
        .isEqualTo(DisabledReason.FAILING);
    assertThat(DeliveryRules.after(before, statuses(500), NOW.minusMillis(1)).disabledReason())
        .isNull();
    assertThat(DeliveryRules.after(before, statuses(200), NOW).disabledReason()).isNull();
  }

  @Test
  void goneIsTheEndAtOnce() {
    assertThat(DeliveryRules.after(NEW, statuses(200, 410), NOW).disabledReason())
        .isEqualTo(DisabledReason.GONE);
  }

  @Test
  void everyWayToFailHasItsName() {
    assertThat(Arrays.stream(PostAnswer.Cause.values()).map(DeliveryRulesTest::error))
        .containsExactly(
            DeliveryError.TIMEOUT,
            DeliveryError.CONNECTION,
            DeliveryError.TLS,
            DeliveryError.PROTOCOL);
  }

  private static DeliveryError error(PostAnswer.Cause cause) {
    DeliveryError error = Attempt.of(delivery(), new PostAnswer.Failed(cause)).error();
    return error == null ? DeliveryError.STATUS : error;
  }

  private static List<Attempt> statuses(int... statuses) {
    return Arrays.stream(statuses)
        .mapToObj(status -> Attempt.of(delivery(), new PostAnswer.Answered(status)))
        .toList();
  }

  private static PendingDelivery delivery() {
    return new PendingDelivery("d", "e", "{}", 0);
  }
}
