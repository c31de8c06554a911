package io.poshub.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.testing.Seeds;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

  @Test
  void theWaitsGrowAndGoOnForThreeDays() {
    Duration all = RetryPlan.WAITS.stream().reduce(Duration.ZERO, Duration::plus);

    assertThat(RetryPlan.WAITS).isSorted();
    assertThat(all).isBetween(RetryPlan.PATIENCE, RetryPlan.PATIENCE.plusHours(12));
  }

  @Test
  void everyWaitIsJitteredByAFifthAtMostAndTheLastIsTheLast() {
    RandomGenerator random = Seeds.random(getClass().getSimpleName());
    RetryPlan plan = new RetryPlan(random);
    for (int round = 0; round < 1_000; round++) {
      for (int attempt = 1; attempt <= RetryPlan.WAITS.size(); attempt++) {
        long planned = RetryPlan.WAITS.get(attempt - 1).toMillis();
        assertThat(plan.waitAfter(attempt).orElseThrow().toMillis())
            .isBetween(Math.round(planned * 0.8), Math.round(planned * 1.2));
      }
      assertThat(plan.waitAfter(RetryPlan.WAITS.size() + 1)).isEmpty();
    }
  }

  @Test
  void whatFailedTogetherDoesNotComeBackTogether() {
    RetryPlan plan = new RetryPlan(Seeds.random(getClass().getSimpleName()));

    assertThat(Stream.generate(() -> plan.waitAfter(5)).limit(100).distinct())
        .hasSizeGreaterThan(90);
  }
}
