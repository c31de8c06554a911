package io.poshub.connectors.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poshub.engine.shop.JobState;
import io.poshub.protocol.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When jobs are tried, which comes first, and which comes too late. */
class JobRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void anOrdersJobsAreDoneOneAfterTheOther() {
    Job first = job("1", OrderStatus.ACCEPTED, JobState.WAITING);
    Job second = job("2", OrderStatus.READY, JobState.WAITING);
    Job done = job("0", OrderStatus.PENDING, JobState.DONE);

    assertThat(JobRules.head(List.of(second, done, first))).contains(first);
    assertThat(JobRules.lastToTell(List.of(second, done, first))).contains(second);
    assertThat(JobRules.head(List.of(done))).isEmpty();
  }

  @Test
  void aWishOfTheShopsCountsIfItIsLonger() {
    Job tried = job("1", OrderStatus.READY, JobState.WAITING).started(NOW, NOW);

    assertThat(JobRules.next(tried, Duration.ofSeconds(5), NOW)).contains(NOW.plusSeconds(60));
    assertThat(JobRules.next(tried, Duration.ofMinutes(10), NOW)).contains(NOW.plusSeconds(600));
    assertThat(JobRules.next(tried, null, NOW.plus(JobRules.GIVEN_UP_AFTER))).isEmpty();
  }

  @Test
  void onlyWhatTheOrderStillIsIsToldAgain() {
    Job dead = job("1", OrderStatus.ACCEPTED, JobState.DEAD);
    Job later = job("2", OrderStatus.ACCEPTED, JobState.WAITING);

    assertThat(JobRules.overtaken(dead, OrderStatus.ACCEPTED, List.of(dead))).isEmpty();
    assertThat(JobRules.overtaken(dead, OrderStatus.READY, List.of(dead)).orElseThrow())
        .contains("ready");
    assertThat(JobRules.overtaken(dead, OrderStatus.ACCEPTED, List.of(dead, later)).orElseThrow())
        .contains("job 2");
    assertThat(JobRules.overtaken(dead, null, List.of(dead))).isPresent();
    assertThat(JobRules.overtaken(job("3", null, JobState.DEAD), null, List.of())).isEmpty();
  }

  private static Job job(String id, @Nullable OrderStatus status, JobState state) {
    return new Job(
        id,
        status == null ? Job.Kind.FETCH : Job.Kind.STATUS,
        "160",
        "order",
        status,
        null,
        state,
        0,
        NOW,
        null,
        null,
        NOW);
  }
}
